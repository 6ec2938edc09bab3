using System.Runtime.InteropServices;
using Pockr.Client;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Connects the user's terminal, or input and outputs, with those of a command in a machine: keys, output, size, exit code.</summary>
/// <param name="input">What the user types, or a pipe brings; nothing if it is not for the command.</param>
/// <param name="output">Where output goes.</param>
internal sealed class TerminalSession(TerminalInput? input, TerminalOutput output)
{
    private const int PieceBytes = 4096;

    /// <summary>Whether the command has a terminal: the user's then hands over every key.</summary>
    public bool IsTerminal { get; init; } = true;

    /// <summary>Keys that end the session, and not what it is connected with.</summary>
    public DetachKeys? DetachKeys { get; init; }

    /// <returns>The exit code of the command; nothing if the user has detached.</returns>
    public async Task<int?> RunAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var raw = IsTerminal && input is { IsTerminal: true } && !OperatingSystem.IsWindows() ? RawMode.TryEnter() : null;
        using var resized = IsTerminal && !OperatingSystem.IsWindows()
            ? PosixSignalRegistration.Create(PosixSignal.SIGWINCH, signal => _ = ResizeAsync(connection, over.Token))
            : null;
        _ = TypeAsync(connection, over.Token);
        try
        {
            await ShowAsync(connection, cancellationToken);
            return connection.ExitCode;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task ShowAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        await foreach (var piece in connection.ReadAsync(cancellationToken))
        {
            var target = piece.IsError ? output.StandardError : output.StandardOutput;
            await target.WriteAsync(piece.Bytes, cancellationToken);
            await target.FlushAsync(cancellationToken);
        }
    }

    private static async Task ResizeAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var size = WindowSize.OfThisTerminal();
            await connection.ResizeAsync(size.Columns, size.Rows, cancellationToken);
        }
        catch (Exception exception) when (IsOver(exception))
        {
        }
    }

    // Nobody waits for it: a key may never come.
    private async Task TypeAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        if (input is null)
        {
            return;
        }

        var typed = new byte[PieceBytes];
        try
        {
            int count;
            while ((count = await input.Stream.ReadAsync(typed, cancellationToken)) > 0)
            {
                if (await PassAsync(typed.AsMemory(0, count), connection, cancellationToken))
                {
                    await connection.LeaveAsync(cancellationToken);
                    return;
                }
            }

            // A terminal's input ends with a key.
            if (!IsTerminal)
            {
                await connection.EndInputAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (IsOver(exception))
        {
        }
    }

    /// <returns>Whether the user wants to leave.</returns>
    private async Task<bool> PassAsync(ReadOnlyMemory<byte> typed, TerminalConnection connection, CancellationToken cancellationToken)
    {
        byte[]? passed = null;
        var isEnd = DetachKeys?.Take(typed.Span, out passed) ?? false;
        await connection.WriteAsync(passed ?? typed, cancellationToken);
        return isEnd;
    }

    // The reading tells why.
    private static bool IsOver(Exception exception) => exception is PockrException or IOException or OperationCanceledException or ObjectDisposedException;
}
