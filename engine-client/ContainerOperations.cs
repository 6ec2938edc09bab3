using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class ContainerOperations
{
    private readonly EngineTransport _transport;

    internal ContainerOperations(EngineTransport transport) => _transport = transport;

    public Task<IReadOnlyList<ContainerListEntry>> ListAsync(bool all, ContainerFilters? filters, CancellationToken cancellationToken)
    {
        var path = $"containers/json{Query(("all", Flag(all)), ("filters", Text(filters)))}";
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

    /// <summary>
    /// Its stop signal, and SIGKILL after the timeout (its own if null); one that is stopped already is left alone.
    /// </summary>
    public Task StopAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/stop{Timeout(timeoutSeconds)}", cancellationToken);
    }

    /// <summary>Stops it as <see cref="StopAsync"/> does, and starts it.</summary>
    public Task RestartAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/restart{Timeout(timeoutSeconds)}", cancellationToken);
    }

    public Task PauseAsync(string id, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/pause", cancellationToken);
    }

    public Task UnpauseAsync(string id, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/unpause", cancellationToken);
    }

    public Task RenameAsync(string id, string name, CancellationToken cancellationToken)
    {
        return _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/rename{Query(("name", name))}", cancellationToken);
    }

    public Task<ContainerUpdated> UpdateAsync(string id, ContainerUpdate update, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(update, EngineJson.Default.ContainerUpdate);
        var path = $"containers/{Segment(id)}/update";
        return _transport.ReadAsync(HttpMethod.Post, path, body, EngineJson.Default.ContainerUpdated, cancellationToken);
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

    /// <summary>All that dockerd knows of it, as it says it: for what has to be handed on whole.</summary>
    public Task<JsonObject> InspectWholeAsync(string id, CancellationToken cancellationToken)
    {
        var path = $"containers/{Segment(id)}/json";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.JsonObject, cancellationToken);
    }

    /// <summary>Creates one of a body that is dockerd's own.</summary>
    public Task<ContainerCreated> CreateAsync(string name, JsonObject body, CancellationToken cancellationToken)
    {
        var content = EngineTransport.Json(body, EngineJson.Default.JsonObject);
        var path = $"containers/create{Query(("name", name))}";
        return _transport.ReadAsync(HttpMethod.Post, path, content, EngineJson.Default.ContainerCreated, cancellationToken);
    }

    /// <summary>Removes those that do not run.</summary>
    public Task<ContainersPruned> PruneAsync(ContainerFilters? filters, CancellationToken cancellationToken)
    {
        var path = $"containers/prune{Query(("filters", Text(filters)))}";
        return _transport.ReadAsync(HttpMethod.Post, path, null, EngineJson.Default.ContainersPruned, cancellationToken);
    }

    /// <summary>Its processes. <paramref name="columns"/> are those of <c>ps -o</c>; the process's number has to be among them.</summary>
    public Task<ProcessTable> TopAsync(string id, string columns, CancellationToken cancellationToken)
    {
        var path = $"containers/{Segment(id)}/top{Query(("ps_args", $"-eo {columns}"))}";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.ProcessTable, cancellationToken);
    }

    /// <summary>What is different from its image.</summary>
    public async Task<IReadOnlyList<PathChange>> ChangesAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _transport.SendAsync(HttpMethod.Get, $"containers/{Segment(id)}/changes", null, cancellationToken);

        // Where nothing is, dockerd says null instead of an empty list.
        var changes = await _transport.ReadBodyAsync(response, EngineJson.Default.JsonElement, cancellationToken);
        return changes.Deserialize(EngineJson.Default.IReadOnlyListPathChange) ?? [];
    }

    /// <summary>Registers a wait; dockerd sends its headers once it has, so an exit after this call is seen.</summary>
    public async Task<ContainerExit> WaitAsync(string id, WaitCondition condition, CancellationToken cancellationToken)
    {
        var value = condition switch
        {
            WaitCondition.NotRunning => "not-running",
            WaitCondition.Removed => "removed",
            _ => "next-exit",
        };
        var path = $"containers/{Segment(id)}/wait{Query(("condition", value))}";
        return new ContainerExit(_transport, await _transport.SendAsync(HttpMethod.Post, path, null, cancellationToken));
    }

    public async Task<ContainerOutput> LogsAsync(string id, bool tty, LogSelection selection, CancellationToken cancellationToken)
    {
        var query = Query(
            ("stdout", Flag(selection.Stdout)),
            ("stderr", Flag(selection.Stderr)),
            ("follow", Flag(selection.Follow)),
            ("tail", selection.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all"),
            ("since", Seconds(selection.Since)),
            ("until", Seconds(selection.Until)),
            ("timestamps", selection.Timestamps ? "1" : null));
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

    /// <summary>Input, and output from now on. <paramref name="tty"/> is the container's own setting, as inspecting it tells.</summary>
    public async Task<InteractiveStream> AttachInteractiveAsync(string id, bool tty, CancellationToken cancellationToken)
    {
        var query = Query(("stream", "1"), ("stdin", "1"), ("stdout", "1"), ("stderr", "1"), ("detachKeys", DetachKeys.Unused));
        var connection = await _transport.HijackAsync($"containers/{Segment(id)}/attach{query}", null, cancellationToken);
        return new InteractiveStream(_transport, connection, tty);
    }

    /// <summary>Of a container with a terminal, while it runs.</summary>
    public Task ResizeAsync(string id, TerminalSize size, CancellationToken cancellationToken) =>
        _transport.DoAsync(HttpMethod.Post, $"containers/{Segment(id)}/resize{SizeQuery(size)}", cancellationToken);

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

    private static string Timeout(int? seconds) => Query(("t", seconds?.ToString(CultureInfo.InvariantCulture)));

    private static string? Text(ContainerFilters? filters) =>
        filters is null ? null : JsonSerializer.Serialize(filters, EngineJson.Default.ContainerFilters);

    // Nothing finer than what a DateTimeOffset holds, in the seconds.fraction that dockerd reads exactly.
    private static string? Seconds(DateTimeOffset? time) => time is { } value
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{value.ToUnixTimeSeconds()}.{value.UtcTicks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick:D9}")
        : null;
}
