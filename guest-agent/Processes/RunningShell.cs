using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Processes;

/// <summary>A command line that runs in the machine itself. Disposing it early ends it with everything it started.</summary>
internal sealed class RunningShell(Process process, TimeSpan limit) : IAsyncDisposable
{
    private const int PieceBytes = 16 * 1024;
    private const int PiecesAhead = 8;

    /// <summary>How long to listen to what the shell's children in the background may still say, once it has ended itself.</summary>
    private static readonly TimeSpan s_drain = TimeSpan.FromMilliseconds(250);

    // Bounded: a client that is slow slows the command down, and memory does not grow.
    private readonly Channel<OutputChunk> _chunks = Channel.CreateBounded<OutputChunk>(PiecesAhead);

    public async IAsyncEnumerable<OutputFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = RunAsync(leaving.Token);
        try
        {
            await foreach (var frame in OutputFrames.FromAsync(_chunks.Reader.ReadAllAsync(cancellationToken), cancellationToken))
            {
                yield return frame;
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await run;
        }

        yield return new OutputFrame(ExitCode: process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
    }

    // How it ends is told through the channel, so that it comes after all output.
    private async Task RunAsync(CancellationToken leaving)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        ending.CancelAfter(limit);
        var exit = process.WaitForExitAsync(ending.Token);
        try
        {
            await Task.WhenAll(
                exit,
                PumpAsync(process.StandardOutput.BaseStream, OutputSource.Stdout, exit, ending.Token),
                PumpAsync(process.StandardError.BaseStream, OutputSource.Stderr, exit, ending.Token));
            _chunks.Writer.Complete();
        }
        catch (OperationCanceledException)
        {
            await EndAsync();
            _chunks.Writer.Complete(leaving.IsCancellationRequested ? null : TimedOut());
        }
        catch (IOException broken)
        {
            _chunks.Writer.Complete(broken);
        }
    }

    private async Task PumpAsync(Stream pipe, OutputSource source, Task exit, CancellationToken cancellationToken)
    {
        int read;
        var piece = new byte[PieceBytes];
        while ((read = await ReadAsync(pipe, piece, exit, cancellationToken)) > 0)
        {
            await _chunks.Writer.WriteAsync(new OutputChunk(source, piece.AsMemory(0, read)), cancellationToken);
            piece = new byte[PieceBytes];
        }
    }

    // A child in the background holds the pipe open for as long as it runs, which is not waited for.
    private static async Task<int> ReadAsync(Stream pipe, byte[] piece, Task exit, CancellationToken cancellationToken)
    {
        var read = pipe.ReadAsync(piece, cancellationToken).AsTask();
        if (await Task.WhenAny(read, exit) != read)
        {
            await Task.WhenAny(read, Task.Delay(s_drain, cancellationToken));
        }

        return read.IsCompleted ? await read : 0;
    }

    private async Task EndAsync()
    {
        if (!process.HasExited)
        {
            ProcessTree.End(process.Id);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProblemException TimedOut() => new(Problems.TimedOut("Command timed out", limit));
}
