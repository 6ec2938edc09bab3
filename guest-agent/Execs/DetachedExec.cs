using Pockr.Contracts;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Execs;

/// <summary>A command that runs on without anybody listening; its newest output is kept.</summary>
internal sealed class DetachedExec : IKeptRun
{
    private readonly string _container;
    private readonly IReadOnlyList<string> _cmd;
    private readonly DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    private readonly RunningExec _exec;
    private readonly CancellationTokenSource _forgotten = new();
    private readonly Task _listening;
    private int? _exitCode;
    private Problem? _error;

    public DetachedExec(string container, IReadOnlyList<string> cmd, RunningExec exec)
    {
        _container = container;
        _cmd = cmd;
        _exec = exec;
        _listening = ListenAsync();
    }

    public string Id { get; } = Guid.NewGuid().ToString("n");

    public OutputRing Output { get; } = new();

    public DateTimeOffset StartedAt => _startedAt;

    public bool Running => !_listening.IsCompleted;

    public ExecInfo Describe()
    {
        // Asked first: what is read after the end is final.
        var running = Running;
        return new ExecInfo(
            Id, _container, _cmd, _startedAt, running, _exitCode, _exec.TimedOut, Output.BufferedBytes, Output.DroppedBytes, _error);
    }

    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => Task.WhenAny(_listening, Task.Delay(timeout, cancellationToken));

    public Task<int?> FindProcessAsync(CancellationToken cancellationToken) => _exec.FindProcessAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _forgotten.CancelAsync();
        await _listening;
        await _exec.DisposeAsync();
        _forgotten.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var chunk in _exec.ReadAsync(_forgotten.Token))
            {
                Output.Add(chunk.Source, chunk.Bytes.Span);
            }

            _exitCode = await _exec.FindExitCodeAsync(_forgotten.Token);
        }
        catch (Exception) when (_forgotten.IsCancellationRequested)
        {
            // Nobody is going to ask.
        }
        catch (Exception exception)
        {
            _error = ExceptionProblems.From(exception);
        }
        finally
        {
            Output.End();
        }
    }
}
