using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>What a new sandbox is like.</summary>
public sealed record SandboxOptions
{
    /// <summary>Its name, <c>[a-zA-Z0-9][a-zA-Z0-9_.-]+</c>; one is made up if absent.</summary>
    public string? Name { get; init; }

    /// <summary>What is in it; <see cref="Profiles.Python"/> if neither this nor <see cref="Image"/> is given.</summary>
    public Profile? Profile { get; init; }

    /// <summary>Image it is made of in place of a profile's; it has to be in the machine and to have <c>sleep</c>.</summary>
    public string? Image { get; init; }

    /// <summary>
    /// What is between it and the others. One with a machine of its own is in none but that; its image is copied from the machine it is made in
    /// the name of, unless every machine has it.
    /// </summary>
    public Isolation Isolation { get; init; }

    /// <summary>Name of the project it belongs to, if any.</summary>
    public string? Project { get; init; }

    /// <summary>Whether it stays when it is closed, to be resumed by its name.</summary>
    public bool IsPersistent { get; init; }

    /// <summary>
    /// Whether the machine removes it when this program has ended without closing it, or has not been heard of for a minute. One that is
    /// persistent stays.
    /// </summary>
    public bool EndsWithProgram { get; init; } = true;

    /// <summary>Seconds a command has, unless it is said with the command, 1 to 86400.</summary>
    public int TimeoutSeconds { get; init; } = Sandbox.UsualTimeoutSeconds;

    /// <summary>Limit of its memory, in bytes, 6 MiB or more; none if absent.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Limit of its processor time, in processors, such as 0.5; none if absent.</summary>
    public double? Cpus { get; init; }

    /// <summary>Limit of its processes and threads; none if absent.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>Environment, each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>
    /// Ports to publish. Of a machine that was started here they are reached at this host's loopback as soon as the sandbox is made; a host's port
    /// of 0 is a free one, which <see cref="SandboxInfo.Ports"/> tells.
    /// </summary>
    public IReadOnlyList<PortMapping> Ports { get; init; } = [];

    /// <summary>Directories and volumes to mount.</summary>
    public IReadOnlyList<MountRequest> Mounts { get; init; } = [];

    /// <summary>Devices of the machine to give it.</summary>
    public IReadOnlyList<DeviceRequest> Devices { get; init; } = [];

    /// <summary>Docker network, or <c>none</c>; if absent, as the profile has it, and <c>bridge</c> where ports are published.</summary>
    public string? Network { get; init; }

    /// <summary>
    /// All that it reaches, each as <c>HOST</c>, <c>HOST:PORT</c> or <c>HOST:FIRST-LAST</c>, such as <c>example.org:443</c> or <c>192.0.2.0/24:80</c>; 64
    /// at most, and not together with <see cref="Network"/>. Names are looked up once, when it is made. If empty, its network decides.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    internal string UsedImage => Image ?? UsedProfile!.Image;

    internal Profile? UsedProfile => Profile ?? (Image is null ? Profiles.Python : null);

    internal bool IsLeased => EndsWithProgram && !IsPersistent;

    internal void EnsureConsistent()
    {
        if (this is { Image: not null, Profile: not null })
        {
            throw new ArgumentException("A sandbox is made of a profile or of an image, not of both.");
        }

        if (this is { Isolation: Isolation.Vm, IsPersistent: true })
        {
            throw new ArgumentException(
                "A machine that is a sandbox's own is removed with it, and so cannot be persistent: start a machine of another name for such a sandbox (HostOptions.Machine).");
        }
    }

    internal CreateContainerRequest ToRequest(string? lease) => new(
        UsedImage,
        Name ?? $"sandbox-{Guid.NewGuid().ToString("N")[..8]}",
        // Not the image's own: it is there to wait, whatever the image is for.
        Cmd: ["infinity"],
        Entrypoint: ["sleep"],
        Init: true,
        Env: NoneIfEmpty(Env),
        Ports: NoneIfEmpty(Ports),
        Mounts: NoneIfEmpty(Mounts),
        Devices: NoneIfEmpty(Devices),
        Network: Network ?? (UsedProfile is { HasNetwork: false } && Ports.Count == 0 && AllowedHosts.Count == 0 ? "none" : null),
        MemoryBytes: MemoryBytes,
        Cpus: Cpus,
        PidsLimit: PidsLimit,
        Labels: SandboxLabels.Of(this, lease),
        AllowedHosts: NoneIfEmpty(AllowedHosts));

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T> values) => values.Count > 0 ? values : null;
}
