using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Terminals;

/// <summary>The terminal of a command in a container.</summary>
internal sealed class ExecTerminal(RunningExec exec, InteractiveStream stream) : ITerminal
{
    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) => exec.ReadAsync(cancellationToken);

    public Task<int> ReadExitCodeAsync(CancellationToken cancellationToken) => exec.ReadExitCodeAsync(cancellationToken);

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => stream.WriteAsync(input, cancellationToken);

    public void EndInput() => stream.CloseInput();

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => exec.ResizeAsync(size, cancellationToken);
}
