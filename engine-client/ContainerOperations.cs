using System.Globalization;
using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class ContainerOperations
{
    private readonly EngineTransport _transport;

    internal ContainerOperations(EngineTransport transport) => _transport = transport;

    public Task<IReadOnlyList<ContainerListEntry>> ListAsync(bool all, CancellationToken cancellationToken)
    {
        var path = $"containers/json{Query(("all", Flag(all)))}";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.IReadOnlyListContainerListEntry, cancellationToken);
    }

    public Task<ContainerCreated> CreateAsync(string? name, ContainerSpec spec, CancellationToken cancellationToken)
    {
        var path = $"containers/create{Query(("name", name))}";
        var body = EngineTransport.Json(spec, EngineJson.Default.ContainerSpec);
        return _transport.ReadAsync(HttpMethod.Post, path, body, EngineJson.Default.ContainerCreated, cancellationToken);
    }

    /// <summary>Starts it; one that runs already is left alone.</summary>
    public Task StartAsync(string id, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/start", cancellationToken);
    }

    /// <summary>SIGTERM, and SIGKILL after the timeout; one that is stopped already is left alone.</summary>
    public Task StopAsync(string id, int timeoutSeconds, CancellationToken cancellationToken)
    {
        var query = Query(("t", timeoutSeconds.ToString(CultureInfo.InvariantCulture)));
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/stop{query}", cancellationToken);
    }

    public Task KillAsync(string id, string signal, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/kill{Query(("signal", signal))}", cancellationToken);
    }

    /// <summary>Removes it with its anonymous volumes; <paramref name="force"/> kills it first.</summary>
    public Task RemoveAsync(string id, bool force, CancellationToken cancellationToken)
    {
        var query = Query(("force", Flag(force)), ("v", Flag(true)));
        return _transport.DoAsync(HttpMethod.Delete, $"containers/{Segment(id)}{query}", cancellationToken);
    }

    public Task<ContainerDetails> InspectAsync(string id, CancellationToken cancellationToken)
    {
        var path = $"containers/{Segment(id)}/json";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.ContainerDetails, cancellationToken);
    }

    /// <summary>Registers a wait; dockerd sends its headers once it has, so an exit after this call is seen.</summary>
    public async Task<ContainerExit> WaitAsync(string id, WaitCondition condition, CancellationToken cancellationToken)
    {
        var value = condition == WaitCondition.Removed ? "removed" : "next-exit";
        var path = $"containers/{Segment(id)}/wait{Query(("condition", value))}";
        return new ContainerExit(_transport, await _transport.SendAsync(HttpMethod.Post, path, null, cancellationToken));
    }

    public async Task<ContainerOutput> LogsAsync(
        string id, bool tty, bool follow, int? tail, CancellationToken cancellationToken)
    {
        var lines = tail?.ToString(CultureInfo.InvariantCulture) ?? "all";
        var query = Query(("stdout", "1"), ("stderr", "1"), ("follow", Flag(follow)), ("tail", lines));
        var response = await _transport.SendAsync(HttpMethod.Get, $"containers/{Segment(id)}/logs{query}", null, cancellationToken);
        return new ContainerOutput(_transport, response, tty);
    }

    /// <summary>Output from now on. <paramref name="tty"/> is the container's own setting, as inspecting it tells.</summary>
    public async Task<ContainerOutput> AttachAsync(string id, bool tty, CancellationToken cancellationToken)
    {
        var query = Query(("stream", "1"), ("stdout", "1"), ("stderr", "1"));
        var response = await _transport.SendAsync(HttpMethod.Post, $"containers/{Segment(id)}/attach{query}", null, cancellationToken);
        return new ContainerOutput(_transport, response, tty);
    }

    /// <summary>
    /// Samples of its use of the machine: one a second for as long as it is read, or, unless <paramref name="stream"/>, a single one,
    /// for which dockerd takes a second so that it can be compared with one before.
    /// </summary>
    public async Task<MessageStream<StatsSample>> StatsAsync(string id, bool stream, CancellationToken cancellationToken)
    {
        var query = Query(("stream", Flag(stream)), ("one-shot", Flag(false)));
        var response = await _transport.SendAsync(HttpMethod.Get, $"containers/{Segment(id)}/stats{query}", null, cancellationToken);
        return new MessageStream<StatsSample>(_transport, response, EngineJson.Default.StatsSample);
    }
}
