using System.Text.Json.Serialization;
using Pockr.Machines.Processes;

namespace Pockr.Machines;

/// <summary>A start of a machine; <c>state.json</c>. Written before QEMU starts, and again once its process is known.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record MachineState
{
    /// <summary>Process number of QEMU; 0 while it is not known.</summary>
    public int ProcessId { get; init; }

    /// <summary>Start time of that process, in the host's own unit.</summary>
    public long ProcessStartTime { get; init; }

    /// <summary>Host port of the agent.</summary>
    public required int Port { get; init; }

    public required string Accelerator { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether nothing of what it writes is to survive.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>What the guest sees of QEMU's arguments.</summary>
    public IReadOnlyList<string> GuestSide { get => field ?? []; init; }

    /// <summary>Directories of this host that the machine was started with.</summary>
    public IReadOnlyList<MachineMount> Mounts { get => field ?? []; init; }

    [JsonIgnore]
    public Uri Url => new($"http://127.0.0.1:{Port}");

    public MachineState With(ProcessEntry process) => this with { ProcessId = process.Id, ProcessStartTime = process.StartTime };
}
