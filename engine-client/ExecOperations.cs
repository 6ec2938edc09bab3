using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class ExecOperations
{
    private readonly EngineTransport _transport;

    internal ExecOperations(EngineTransport transport) => _transport = transport;

    public Task<ExecCreated> CreateAsync(string containerId, ExecSpec spec, CancellationToken cancellationToken)
    {
        var path = $"containers/{Segment(containerId)}/exec";
        var body = EngineTransport.Json(spec, EngineJson.Default.ExecSpec);
        return _transport.ReadAsync(HttpMethod.Post, path, body, EngineJson.Default.ExecCreated, cancellationToken);
    }

    public async Task<ContainerOutput> StartAsync(string execId, CancellationToken cancellationToken)
    {
        var body = EngineTransport.Json(new ExecStart(), EngineJson.Default.ExecStart);
        var response = await _transport.SendAsync(HttpMethod.Post, $"exec/{Segment(execId)}/start", body, cancellationToken);
        return new ContainerOutput(_transport, response, tty: false);
    }

    /// <summary>Starts it with its input open. <paramref name="tty"/> is as it was created; <paramref name="size"/> is for a terminal.</summary>
    public async Task<InteractiveStream> StartInteractiveAsync(
        string execId, bool tty, TerminalSize? size, CancellationToken cancellationToken)
    {
        var start = new ExecStart(Tty: tty, ConsoleSize: size is { } console ? [console.Rows, console.Columns] : null);
        var body = EngineTransport.Json(start, EngineJson.Default.ExecStart);
        return new InteractiveStream(_transport, await _transport.HijackAsync($"exec/{Segment(execId)}/start", body, cancellationToken), tty);
    }

    public Task ResizeAsync(string execId, TerminalSize size, CancellationToken cancellationToken) =>
        _transport.DoAsync(HttpMethod.Post, $"exec/{Segment(execId)}/resize{SizeQuery(size)}", cancellationToken);

    public Task<ExecDetails> InspectAsync(string execId, CancellationToken cancellationToken)
    {
        var path = $"exec/{Segment(execId)}/json";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.ExecDetails, cancellationToken);
    }
}
