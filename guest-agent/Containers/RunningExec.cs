using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// A command that runs in a container. Docker has no way to end one, so when its time is over, or when it is disposed early, its
/// processes are ended from outside.
/// </summary>
internal sealed class RunningExec : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_ending = TimeSpan.FromSeconds(5);

    private readonly DockerEngine _engine;
    private readonly string _id;
    private readonly IContainerOutput _output;
    private readonly ProcessMark _mark;
    private readonly ExecDeadline _deadline;
    private readonly ExecEnd? _end;
    private bool _hasEnded;

    public RunningExec(DockerEngine engine, string id, IContainerOutput output, ProcessMark mark, TimeSpan? limit, ExecEnd? end)
    {
        _engine = engine;
        _id = id;
        _output = output;
        _mark = mark;
        _end = end;
        _deadline = new ExecDeadline(limit, EndAsync);
    }

    /// <summary>Whether it was ended because its time was over.</summary>
    public bool TimedOut => _deadline.HasPassed;

    public async IAsyncEnumerable<OutputChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _deadline.Drained);
        await using var chunks = _output.ReadAsync(reading.Token).GetAsyncEnumerator(reading.Token);
        while (await MoveNextAsync(chunks, cancellationToken))
        {
            yield return chunks.Current;
        }
    }

    public async IAsyncEnumerable<OutputFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in OutputFrames.FromAsync(ReadAsync(cancellationToken), cancellationToken))
        {
            yield return frame;
        }

        var exitCode = await FindExitCodeAsync(cancellationToken);
        yield return new OutputFrame(ExitCode: exitCode, TimedOut: TimedOut ? true : null);
    }

    /// <summary>To be asked when the output has ended; null if the time was over and its end has not been seen.</summary>
    public async Task<int?> FindExitCodeAsync(CancellationToken cancellationToken)
    {
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _deadline.Drained);
        try
        {
            return await ReadExitCodeAsync(looking.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>To be asked when the output has ended; dockerd hears of the process's end a moment after that.</summary>
    public async Task<int> ReadExitCodeAsync(CancellationToken cancellationToken)
    {
        if (_end is not null && await _end.ReadAsync(cancellationToken) is { } told)
        {
            _hasEnded = true;
            return told;
        }

        for (var pause = s_look; ; pause = pause * 2 < s_longestLook ? pause * 2 : s_longestLook)
        {
            var exec = await _engine.Exec.InspectAsync(_id, cancellationToken);
            if (exec is { Running: false, ExitCode: { } exitCode })
            {
                _hasEnded = true;
                return exitCode;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>Its process in the machine's own numbering, once there is one; null if it has ended.</summary>
    public async Task<int?> FindProcessAsync(CancellationToken cancellationToken)
    {
        var exec = await _engine.Exec.InspectAsync(_id, cancellationToken);
        while (exec is { Pid: 0, ExitCode: null })
        {
            await Task.Delay(s_look, cancellationToken);
            exec = await _engine.Exec.InspectAsync(_id, cancellationToken);
        }

        return exec is { Running: true, Pid: > 1 } ? exec.Pid : null;
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => _engine.Exec.ResizeAsync(_id, size, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _deadline.DisposeAsync();
        if (!_hasEnded)
        {
            await EndAsync();
        }

        _end?.Dispose();
        await _output.DisposeAsync();
    }

    /// <summary>Ends it with everything it started.</summary>
    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(s_ending);
        try
        {
            // Its process may not be there yet when the caller has gone away at once.
            if (await FindProcessAsync(limit.Token) is { } process)
            {
                ProcessTree.End(process, _mark);
            }
            else
            {
                ProcessTree.EndLeftOver((await _engine.Exec.InspectAsync(_id, limit.Token)).Pid, _mark);
            }
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            // Its container is gone, or dockerd is: nothing is left to end, or nobody to ask.
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<OutputChunk> chunks, CancellationToken cancellationToken)
    {
        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (Exception) when (_deadline.Drained.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
