using System.Globalization;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Terminals;

/// <summary>The terminal of a container's own command, or its plain input and output if it has none. The container may be started later.</summary>
internal sealed class ContainerTerminal : ITerminal, IAsyncDisposable
{
    private readonly DockerEngine _engine;
    private readonly ContainerDetails _container;
    private readonly ContainerEnd _end;
    private readonly InteractiveStream _stream;
    private readonly MessageStream<EngineEvent> _starts;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _watching;
    private TerminalSize _size;

    private ContainerTerminal(
        DockerEngine engine, ContainerDetails container, ContainerEnd end, InteractiveStream stream, MessageStream<EngineEvent> starts, TerminalSize size)
    {
        _engine = engine;
        _container = container;
        _end = end;
        _stream = stream;
        _starts = starts;
        _size = size;
        _watching = SizeAtStartsAsync(_closing.Token);
    }

    /// <summary>Attaches, and registers for its start and its end; nothing after this is missed.</summary>
    public static async Task<ContainerTerminal> OpenAsync(
        DockerEngine engine, string idOrName, TerminalSize size, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        var opened = new Stack<IAsyncDisposable>();
        try
        {
            var starts = Keep(opened, await engine.System.GetEventsAsync(Now(), null, StartsOf(container.Id), cancellationToken));
            var end = Keep(opened, await ContainerEnd.RegisterAsync(engine, ContainerTraits.Of(container), cancellationToken));
            var stream = Keep(opened, await engine.Containers.AttachInteractiveAsync(container.Id, container.Config.Tty, cancellationToken));
            return new ContainerTerminal(engine, container, end, stream, starts, size);
        }
        catch
        {
            while (opened.TryPop(out var open))
            {
                await open.DisposeAsync();
            }

            throw;
        }
    }

    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) => _stream.ReadAsync(cancellationToken);

    public Task<int> ReadExitCodeAsync(CancellationToken cancellationToken) => _end.ReadExitCodeAsync(cancellationToken);

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => _stream.WriteAsync(input, cancellationToken);

    public void EndInput() => _stream.CloseInput();

    public async Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        _size = size;
        if (_container.Config.Tty)
        {
            await _engine.Containers.ResizeAsync(_container.Id, size, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _watching;
        _closing.Dispose();
        await _stream.DisposeAsync();
        await _end.DisposeAsync();
        await _starts.DisposeAsync();
    }

    private static Dictionary<string, IReadOnlyList<string>> StartsOf(string id) =>
        new() { ["type"] = ["container"], ["container"] = [id], ["event"] = ["start"] };

    // dockerd answers before it has begun to listen itself, so it is asked for what was from here on.
    private static string Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static T Keep<T>(Stack<IAsyncDisposable> opened, T open) where T : IAsyncDisposable
    {
        opened.Push(open);
        return open;
    }

    // A terminal has no size of its own before its container runs, and none is kept from one run to the next.
    private async Task SizeAtStartsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TryResizeAsync(cancellationToken);
            await foreach (var _ in _starts.ReadAsync(cancellationToken))
            {
                await TryResizeAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            // dockerd has gone, which the output tells, or the client has.
        }
    }

    private async Task TryResizeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ResizeAsync(_size, cancellationToken);
        }
        catch (EngineException)
        {
            // It does not run.
        }
    }
}
