using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>What of this program is connected with a command in a container, besides where its output goes.</summary>
/// <param name="Input">What it gets to read; nothing if it gets none.</param>
/// <param name="Tty">Whether it has a terminal.</param>
/// <param name="DetachKeys">Keys that leave it alone.</param>
internal sealed record Wiring(TerminalInput? Input = null, bool Tty = false, DetachKeys? DetachKeys = null);

/// <summary>A container's command, connected. Disposing of it leaves the container as it is.</summary>
internal sealed class Attachment : IAsyncDisposable
{
    private readonly IAsyncDisposable _connection;
    private readonly Func<CancellationToken, Task<int?>> _copy;

    private Attachment(IAsyncDisposable connection, Func<CancellationToken, Task<int?>> copy) => (_connection, _copy) = (connection, copy);

    /// <summary>Attaches; the container may be started later, and nothing is missed.</summary>
    public static async Task<Attachment> OpenAsync(
        OpenMachine machine, string id, Wiring wiring, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        var containers = machine.Client.Containers;
        if (wiring is { Input: null, Tty: false })
        {
            return To(await containers.AttachAsync(id, cancellationToken), terminal);
        }

        var connection = await containers.OpenAttachedAsync(id, SizeOf(wiring), cancellationToken);
        return new Attachment(connection, token => SessionOf(wiring, terminal).RunAsync(connection, token));
    }

    /// <summary>Makes one of what a container prints.</summary>
    public static Attachment To(OutputStream output, TerminalOutput terminal) =>
        new(output, async token => await FrameWriter.CopyAsync(output, terminal, token) ?? throw new StreamCutException());

    /// <summary>Runs a command in a container, connected from its beginning to its end.</summary>
    /// <returns>Its exit code; nothing if the user has detached, which ends it.</returns>
    public static async Task<int?> ExecAsync(
        OpenMachine machine, string id, ExecRequest request, Wiring wiring, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        // A connection that is refused does not say why.
        var container = await machine.Client.Containers.InspectAsync(id, cancellationToken);
        if (!container.State.Running)
        {
            throw Failures.ContainerNotRunning(container.Name);
        }

        await using var connection = await machine.Client.Containers.OpenExecAsync(id, request, SizeOf(wiring), cancellationToken);
        return await SessionOf(wiring, terminal).RunAsync(connection, cancellationToken);
    }

    /// <returns>The exit code of the command; nothing if the user has detached.</returns>
    public Task<int?> CopyAsync(CancellationToken cancellationToken) => _copy(cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static TerminalSession SessionOf(Wiring wiring, TerminalOutput terminal) =>
        new(wiring.Input, terminal) { IsTerminal = wiring.Tty, DetachKeys = wiring.DetachKeys };

    private static TerminalResize? SizeOf(Wiring wiring)
    {
        var size = WindowSize.OfThisTerminal();
        return wiring.Tty ? new TerminalResize(size.Columns, size.Rows) : null;
    }
}
