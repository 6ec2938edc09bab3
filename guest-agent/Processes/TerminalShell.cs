using System.Diagnostics;
using System.Threading.Channels;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Processes;

/// <summary>A login shell of the machine itself on a terminal of its own. Disposing it ends it with everything it started.</summary>
internal sealed class TerminalShell : IAsyncDisposable
{
    private const int PieceBytes = 16 * 1024;
    private const int PiecesAhead = 8;

    // The new session's leader gets the terminal, so that its keys are signals to what runs in front.
    private const string StartLine = "exec setsid -c sh -l <>\"$0\" >&0 2>&0";

    /// <summary>How long to listen to what the shell's children in the background may still say, once it has ended itself.</summary>
    private static readonly TimeSpan s_drain = TimeSpan.FromMilliseconds(250);

    private readonly Channel<OutputChunk> _chunks = Channel.CreateBounded<OutputChunk>(PiecesAhead);
    private readonly ProcessMark _mark = new();
    private readonly PseudoTerminal _terminal;
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task _ending;

    public TerminalShell(TerminalSize size)
    {
        _terminal = new PseudoTerminal(size);
        _process = Start(_terminal.Path, _mark);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ending = WaitForEndAsync();
    }

    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) => _chunks.Reader.ReadAllAsync(cancellationToken);

    public async Task<int> ReadExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => _terminal.WriteAsync(input, cancellationToken);

    public void Resize(TerminalSize size) => _terminal.Resize(size);

    public async ValueTask DisposeAsync()
    {
        if (_process.HasExited)
        {
            ProcessTree.EndLeftOver(_process.Id, _mark);
        }
        else
        {
            ProcessTree.End(_process.Id, _mark);
        }

        await _ending;
        _process.Dispose();
        _terminal.Dispose();
    }

    private static Process Start(string terminal, ProcessMark mark)
    {
        var start = new ProcessStartInfo("sh", ["-c", StartLine, terminal]) { UseShellExecute = false, WorkingDirectory = "/" };
        var (name, value) = (mark.Variable.Split('=')[0], mark.Variable.Split('=')[1]);
        start.Environment[name] = value;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["HOME"] = "/root";
        return Process.Start(start)!;
    }

    // Bounded: a client that is slow slows the program down, and memory does not grow.
    private void Read()
    {
        int read;
        var piece = new byte[PieceBytes];
        while ((read = _terminal.Read(piece)) > 0 && TryPass(piece.AsMemory(0, read)))
        {
            piece = new byte[PieceBytes];
        }
    }

    private bool TryPass(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _chunks.Writer.WriteAsync(new OutputChunk(OutputSource.Stdout, bytes)).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    private async Task WaitForEndAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_reading, Task.Delay(s_drain));
        _chunks.Writer.TryComplete();
    }
}
