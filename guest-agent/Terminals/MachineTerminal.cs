using Pockr.EngineClient;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Terminals;

/// <summary>The terminal of a shell in the machine itself.</summary>
internal sealed class MachineTerminal(TerminalShell shell) : ITerminal
{
    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) => shell.ReadAsync(cancellationToken);

    public Task<int> ReadExitCodeAsync(CancellationToken cancellationToken) => shell.ReadExitCodeAsync(cancellationToken);

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => shell.WriteAsync(input, cancellationToken);

    /// <summary>Nothing: a terminal's input ends with a key.</summary>
    public void EndInput()
    {
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        shell.Resize(size);
        return Task.CompletedTask;
    }
}
