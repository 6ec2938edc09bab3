namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /containers/{id}/update</c>; what is null stays as it is. Units are those of <see cref="HostSpec"/>.</summary>
public sealed record ContainerUpdate
{
    public long? Memory { get; init; }

    public long? MemorySwap { get; init; }

    public long? NanoCpus { get; init; }

    public long? CpuShares { get; init; }

    public long? PidsLimit { get; init; }

    public RestartSpec? RestartPolicy { get; init; }
}

/// <summary>Answer of it.</summary>
public sealed record ContainerUpdated(IReadOnlyList<string>? Warnings);
