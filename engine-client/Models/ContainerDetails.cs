namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /containers/{id}/json</c>, as far as it is used.</summary>
public sealed record ContainerDetails(
    string Id, string Name, ContainerState State, ContainerDetails.ConfigPart Config, ContainerDetails.HostPart HostConfig)
{
    /// <summary>Digest of the image; its name is in the configuration.</summary>
    public string? Image { get; init; }

    public DateTimeOffset Created { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public int RestartCount { get; init; }

    public IReadOnlyList<MountPoint>? Mounts { get; init; }

    public NetworkPart? NetworkSettings { get; init; }

    public StoragePart? GraphDriver { get; init; }

    public sealed record ConfigPart(bool Tty, string Image)
    {
        public string? Hostname { get; init; }

        public string? User { get; init; }

        public string? WorkingDir { get; init; }

        public bool OpenStdin { get; init; }

        /// <summary>Absent for <c>SIGTERM</c>.</summary>
        public string? StopSignal { get; init; }

        public IReadOnlyList<string>? Env { get; init; }

        public IReadOnlyDictionary<string, string>? Labels { get; init; }
    }

    public sealed record HostPart(bool AutoRemove)
    {
        public bool Privileged { get; init; }

        public bool ReadonlyRootfs { get; init; }

        public long Memory { get; init; }

        public long MemorySwap { get; init; }

        public long NanoCpus { get; init; }

        public long CpuShares { get; init; }

        public long? PidsLimit { get; init; }

        public IReadOnlyList<UlimitSpec>? Ulimits { get; init; }

        public RestartSpec? RestartPolicy { get; init; }
    }

    /// <param name="Name">Such as <c>overlay2</c>.</param>
    /// <param name="Data">Directories of the layers, by the driver's names for them.</param>
    public sealed record StoragePart(string Name, IReadOnlyDictionary<string, string>? Data);

    /// <param name="Ports">Keys such as <c>80/tcp</c>; null for a port that is exposed without being published.</param>
    /// <param name="Networks">By the networks' names.</param>
    public sealed record NetworkPart(
        IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? Ports, IReadOnlyDictionary<string, NetworkEndpoint>? Networks);
}

/// <summary>How a container is in a network; each text is empty where it has none.</summary>
public sealed record NetworkEndpoint(string? IPAddress, string? GlobalIPv6Address, string? Gateway, string? MacAddress);

/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Name">Name of a volume.</param>
/// <param name="Source">Path in the machine.</param>
/// <param name="Destination">Path in the container.</param>
/// <param name="RW">Whether it can be written.</param>
public sealed record MountPoint(string Type, string? Name, string? Source, string Destination, bool RW);
