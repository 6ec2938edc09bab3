using System.Text.Json;
using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class SystemOperations
{
    private readonly EngineTransport _transport;

    internal SystemOperations(EngineTransport transport) => _transport = transport;

    /// <summary>Returns if dockerd is ready, throws if it is not.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => _transport.DoAsync(HttpMethod.Get, "_ping", cancellationToken);

    public Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, "version", null, EngineJson.Default.EngineVersion, cancellationToken);
    }

    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, "info", null, EngineJson.Default.EngineInfo, cancellationToken);
    }

    public Task<DiskUsageDetails> GetDiskUsageAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(HttpMethod.Get, "system/df", null, EngineJson.Default.DiskUsageDetails, cancellationToken);
    }

    /// <summary>
    /// Events from <paramref name="since"/> on, those of that very time included, as far back as dockerd keeps them (256 events), and
    /// then as they come, up to <paramref name="until"/>.
    /// </summary>
    /// <param name="since">Seconds since 1970, with up to nine digits after a point; from now on if absent.</param>
    /// <param name="until">The same; without an end if absent.</param>
    /// <param name="filters">Of each key one value has to fit.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task<MessageStream<EngineEvent>> GetEventsAsync(
        string? since,
        string? until,
        IReadOnlyDictionary<string, IReadOnlyList<string>> filters,
        CancellationToken cancellationToken)
    {
        var path = $"events{Query(("since", since), ("until", until), ("filters", Filters(filters)))}";
        var response = await _transport.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return new MessageStream<EngineEvent>(_transport, response, EngineJson.Default.EngineEvent);
    }

    /// <summary>Removes what is not used.</summary>
    /// <param name="kind">Kind of thing to remove.</param>
    /// <param name="labels">Only what has all of these, each <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="cancellationToken">Stops waiting; dockerd goes on.</param>
    public Task<PruneResult> PruneAsync(PruneKind kind, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var filters = labels.Count == 0 ? [] : new Dictionary<string, IReadOnlyList<string>> { ["label"] = labels };
        var path = $"{PathOf(kind)}/prune{Query(("filters", Filters(filters)))}";
        return _transport.ReadAsync(HttpMethod.Post, path, null, EngineJson.Default.PruneResult, cancellationToken);
    }

    private static string PathOf(PruneKind kind) => kind switch
    {
        PruneKind.Containers => "containers",
        PruneKind.DanglingImages => "images",
        PruneKind.AnonymousVolumes => "volumes",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string? Filters(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        filters.Count == 0 ? null : JsonSerializer.Serialize(filters, EngineJson.Default.IReadOnlyDictionaryStringIReadOnlyListString);
}
