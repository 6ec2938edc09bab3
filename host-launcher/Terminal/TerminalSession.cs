using System.Runtime.InteropServices;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Connects the user's terminal with one in a machine: keys, output, size, exit code.</summary>
internal sealed class TerminalSession(TerminalInput input, TerminalOutput output)
{
    private const int PieceBytes = 4096;

    /// <returns>The exit code of what ran on it.</returns>
    public async Task<int> RunAsync(TerminalConnection connection, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var raw = OperatingSystem.IsWindows() ? null : RawMode.TryEnter();
        using var resized = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, signal => _ = ResizeAsync(connection, over.Token));
        _ = TypeAsync(connection, over.Token);
        await foreach (var bytes in connection.ReadAsync(cancellationToken))
        {
            await output.StandardOutput.WriteAsync(bytes, cancellationToken);
            await output.StandardOutput.FlushAsync(cancellationToken);
        }

        await over.CancelAsync();
        return connection.ExitCode ?? throw new StreamCutException();
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
        var keys = new byte[PieceBytes];
        try
        {
            int count;
            while ((count = await input.Stream.ReadAsync(keys, cancellationToken)) > 0)
            {
                await connection.WriteAsync(keys.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception exception) when (IsOver(exception))
        {
        }
    }

    // The reading tells why.
    private static bool IsOver(Exception exception) => exception is PockrException or IOException or OperationCanceledException or ObjectDisposedException;
}
