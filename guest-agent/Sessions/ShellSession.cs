using System.Diagnostics;
using System.Text;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Sessions;

/// <summary>A shell that is given one command after the other.</summary>
internal sealed class ShellSession : IKeptRun
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private readonly SessionTarget _target;
    private readonly IReadOnlyList<string> _shell;
    private readonly RunningExec _exec;
    private readonly SessionInput _input;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _passingOn;
    private readonly Task _listening;
    private SessionRun? _run;
    private bool _isBusy;
    private int _process;
    private int? _exitCode;
    private Problem? _error;

    public ShellSession(SessionTarget target, IReadOnlyList<string> shell, RunningExec exec, InteractiveStream stream)
    {
        _target = target;
        _shell = shell;
        _exec = exec;
        _input = new SessionInput(stream);
        _input.TryWrite(SessionScript.Prologue);
        _passingOn = _input.PassOnAsync(_ending.Token);
        _listening = ListenAsync();
    }

    public string Id { get; } = Guid.NewGuid().ToString("n");

    public OutputRing Output { get; } = new();

    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    public bool Running => !_listening.IsCompleted;

    public bool IsIn(string container) => _target.Is(container);

    public SessionInfo Describe()
    {
        lock (_lock)
        {
            // Asked first: what is read after the end is final.
            var state = !Running ? SessionInfo.Ended : _isBusy ? SessionInfo.Busy : SessionInfo.Running;
            return new SessionInfo(
                Id, _target.Asked, _target.Id, _shell, StartedAt, state, Output.BufferedBytes, Output.DroppedBytes, _exitCode, _error);
        }
    }

    /// <summary>Learns which process the shell is, which there is none of before it has started.</summary>
    public async Task IdentifyAsync(CancellationToken cancellationToken) => _process = await _exec.FindProcessAsync(cancellationToken) ?? 0;

    /// <summary>Runs a command to its end, or until its time is over or nobody waits for it any more; then it is interrupted.</summary>
    public async Task<SessionResult> RunAsync(SessionRunRequest request, CancellationToken cancellationToken)
    {
        var began = ProcessMoment.Now(_process);
        var run = Begin(request);
        var time = Stopwatch.StartNew();
        var timedOut = false;
        try
        {
            if (!await HasEndedAsync(run, TimeSpan.FromSeconds(request.TimeoutSeconds), cancellationToken))
            {
                timedOut = true;
                await InterruptAsync(run, began);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (_lock)
            {
                _isBusy = false;
            }
        }

        var exitCode = run.Completed.IsCompleted ? run.ExitCode : _exitCode;
        return new SessionResult(
            run.Stdout.Text, run.Stderr.Text, timedOut, run.Stdout.IsCut || run.Stderr.IsCut, time.Elapsed.TotalSeconds,
            Ended: !Running, timedOut ? null : exitCode);
    }

    /// <summary>Gives it input without waiting for anything.</summary>
    public void Send(string text)
    {
        lock (_lock)
        {
            CheckIsFree();
            Write(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Ends the shell with everything it started; it is still there to be asked about.</summary>
    public async Task EndAsync()
    {
        await _exec.EndAsync();
        if (!await HasEndedAsync(_listening, s_grace, CancellationToken.None))
        {
            await _ending.CancelAsync();
            await _listening;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        await _passingOn;
        await _exec.DisposeAsync();
        _ending.Dispose();
    }

    private SessionRun Begin(SessionRunRequest request)
    {
        lock (_lock)
        {
            CheckIsFree();
            var run = new SessionRun(request.Command, request.MaxOutputBytes, Output);
            _run = run;
            Write(run.Script);
            _isBusy = true;
            return run;
        }
    }

    private void CheckIsFree()
    {
        if (!Running)
        {
            throw new ProblemException(Problems.SessionEnded(Id));
        }

        if (_isBusy)
        {
            throw new ProblemException(Problems.SessionBusy(Id));
        }
    }

    private void Write(byte[] bytes)
    {
        if (!_input.TryWrite(bytes))
        {
            throw new ProblemException(Problems.SessionDoesNotRead(Id, _input.WaitingBytes));
        }
    }

    /// <summary>Ends the command so that the shell stays, if that can be; otherwise the shell with it.</summary>
    private async Task InterruptAsync(SessionRun run, ProcessMoment began)
    {
        if (await FindShellAsync() is { } shell)
        {
            ProcessSignal.Send(shell, ProcessSignal.Interrupt);
            SendToStarted(shell, began, ProcessSignal.Interrupt);
            await HasEndedAsync(run, s_grace, CancellationToken.None);

            // What it left in the background does not heed an interrupt, and neither does what is made not to.
            SendToStarted(shell, began, ProcessSignal.Kill);
        }

        if (!await HasEndedAsync(run, s_grace, CancellationToken.None))
        {
            await EndAsync();
        }
    }

    private static void SendToStarted(int shell, ProcessMoment began, int signal)
    {
        foreach (var process in ProcessTree.StartedSince(began, shell, ProcessEntry.ReadAll()))
        {
            ProcessSignal.Send(process, signal);
        }
    }

    private async Task<int?> FindShellAsync()
    {
        using var limit = new CancellationTokenSource(s_grace);
        try
        {
            return await _exec.FindProcessAsync(limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            return null; // its container is gone, or dockerd is
        }
    }

    private Task<bool> HasEndedAsync(SessionRun run, TimeSpan limit, CancellationToken cancellationToken) =>
        HasEndedAsync(Task.WhenAny(run.Completed, _listening), limit, cancellationToken);

    private static async Task<bool> HasEndedAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        await task.WaitAsync(limit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var chunk in _exec.ReadAsync(_ending.Token))
            {
                Take(chunk);
            }

            _exitCode = await _exec.FindExitCodeAsync(_ending.Token);
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // It was to end.
        }
        catch (Exception exception)
        {
            _error = ExceptionProblems.From(exception);
        }

        await CloseAsync();
    }

    private void Take(OutputChunk chunk)
    {
        lock (_lock)
        {
            if (_run is null)
            {
                Output.Add(chunk.Source, chunk.Bytes.Span);
            }
            else
            {
                _run.Add(chunk.Source, chunk.Bytes.Span);
            }
        }
    }

    /// <summary>What a shell that has ended by itself leaves behind ends as well.</summary>
    private async Task CloseAsync()
    {
        await _exec.EndAsync();
        if (!_ending.IsCancellationRequested && _exitCode is null or ProcessSignal.KilledExitCode && await _target.HasStoppedAsync(_ending.Token))
        {
            _error = Problems.SessionLost(_target.Asked);
        }

        lock (_lock)
        {
            _run?.End();
            Output.End();
        }
    }
}
