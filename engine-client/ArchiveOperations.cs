using System.Text.Json;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

/// <summary>Files of containers, running or not; all of them travel as tar.</summary>
public sealed class ArchiveOperations
{
    private readonly EngineTransport _transport;

    internal ArchiveOperations(EngineTransport transport) => _transport = transport;

    /// <summary>Begins to read a file or a directory with all that is in it.</summary>
    public async Task<ContainerArchive> ReadAsync(string containerId, string path, CancellationToken cancellationToken)
    {
        var url = $"containers/{Segment(containerId)}/archive{Query(("path", path))}";
        var response = await _transport.SendAsync(HttpMethod.Get, url, null, cancellationToken);
        try
        {
            var encoded = response.Headers.GetValues("X-Docker-Container-Path-Stat").First();
            var stat = JsonSerializer.Deserialize(Convert.FromBase64String(encoded), EngineJson.Default.PathStat)!;
            return new ContainerArchive(response, stat);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks a tar into a directory that is there; a directory is never replaced by something else, nor the reverse.</summary>
    public async Task WriteAsync(string containerId, string directory, HttpContent tar, CancellationToken cancellationToken)
    {
        var query = Query(("path", directory), ("noOverwriteDirNonDir", "1"));
        using var response = await _transport.SendAsync(HttpMethod.Put, $"containers/{Segment(containerId)}/archive{query}", tar, cancellationToken);
    }
}
