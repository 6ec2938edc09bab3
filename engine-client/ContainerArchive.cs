using Pockr.EngineClient.Models;

namespace Pockr.EngineClient;

/// <summary>A tar that dockerd is sending; disposing ends the connection.</summary>
public sealed class ContainerArchive : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;

    internal ContainerArchive(HttpResponseMessage response, PathStat stat)
    {
        _response = response;
        Stat = stat;
    }

    public PathStat Stat { get; }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => _response.Content.ReadAsStreamAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
