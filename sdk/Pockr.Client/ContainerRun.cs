namespace Pockr.Client;

/// <summary>A container that was made and started.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Output">What it prints; the last frame has its exit code. To be disposed of, which leaves the container as it is.</param>
public sealed record ContainerRun(string Id, OutputStream Output);
