using Pockr.EngineClient;

namespace Pockr.GuestAgent.Logs;

/// <summary>A log of the machine that is being read.</summary>
internal interface ISystemLog : IAsyncDisposable
{
    IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken);
}
