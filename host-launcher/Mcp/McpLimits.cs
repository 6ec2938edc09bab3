using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>What whoever started the server lets the model have. It may ask for less, and gets no more.</summary>
internal sealed record McpLimits
{
    /// <summary>dockerd's own bound.</summary>
    public const int LeastMemoryMiB = 6;

    /// <summary>Images sandboxes may be made of.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>Profiles sandboxes may be made of.</summary>
    public required IReadOnlyList<Profile> Profiles { get; init; }

    /// <summary>Docker network of every sandbox, or <c>none</c>.</summary>
    public required string Network { get; init; }

    public required int MemoryMiB { get; init; }

    public required double Cpus { get; init; }

    public required int Pids { get; init; }

    /// <summary>Seconds a command may ask for.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>How many sandboxes there may be at a time.</summary>
    public required int Sandboxes { get; init; }

    /// <summary>How much of a command's output, or of a file, one answer has.</summary>
    public required int OutputBytes { get; init; }

    /// <summary>Seconds of a command that asks for none.</summary>
    public int UsualTimeoutSeconds => Math.Min(Sandbox.UsualTimeoutSeconds, TimeoutSeconds);

    public bool HasNetwork => Network != "none";

    public static long BytesOf(int mebibytes) => mebibytes * 1024L * 1024;

    /// <summary>A sandbox that has all it may have.</summary>
    public SandboxOptions ToOptions() => new()
    {
        Image = Images.Count > 0 ? Images[0] : null,
        Profile = Images.Count > 0 ? null : Profiles[0],
        Network = Network,
        MemoryBytes = BytesOf(MemoryMiB),
        Cpus = Cpus,
        PidsLimit = Pids,
    };
}
