namespace Pockr.EngineClient;

/// <summary>Output that dockerd is sending; disposing ends the connection.</summary>
public interface IContainerOutput : IAsyncDisposable
{
    /// <summary>Everything up to the end of the output. Can be read once.</summary>
    IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken);
}
