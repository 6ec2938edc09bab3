namespace Pockr.Machines.Disks;

/// <summary>What a machine was at some moment; <c>snapshot.json</c>.</summary>
internal sealed record Snapshot
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the layer with what the disk had.</summary>
    public required string Layer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What is known of the memory beside, if there is any.</summary>
    public SuspendedMemory? Memory { get; init; }
}
