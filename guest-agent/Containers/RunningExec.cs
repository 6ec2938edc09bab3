using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Containers;

/// <summary>A command that runs in a container. Docker has no way to end one, so disposing it early ends its processes from outside.</summary>
internal sealed class RunningExec(DockerEngine engine, string id, ContainerOutput output) : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_ending = TimeSpan.FromSeconds(5);

    private bool _hasEnded;

    public IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken) => output.ReadAsync(cancellationToken);

    public async IAsyncEnumerable<OutputFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in OutputFrames.FromAsync(ReadAsync(cancellationToken), cancellationToken))
        {
            yield return frame;
        }

        yield return new OutputFrame(ExitCode: await ReadExitCodeAsync(cancellationToken));
    }

    /// <summary>To be asked when the output has ended; dockerd hears of the process's end a moment after that.</summary>
    public async Task<int> ReadExitCodeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var exec = await engine.Exec.InspectAsync(id, cancellationToken);
            if (exec is { Running: false, ExitCode: { } exitCode })
            {
                _hasEnded = true;
                return exitCode;
            }

            await Task.Delay(s_look, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
        {
            await EndAsync();
        }

        await output.DisposeAsync();
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(s_ending);
        try
        {
            await EndAsync(limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            // Its container is gone, or dockerd is: nothing is left to end, or nobody to ask.
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        // Its process may not be there yet when the caller has gone away at once.
        var exec = await engine.Exec.InspectAsync(id, cancellationToken);
        while (exec is { Pid: 0, ExitCode: null })
        {
            await Task.Delay(s_look, cancellationToken);
            exec = await engine.Exec.InspectAsync(id, cancellationToken);
        }

        if (exec is { Running: true, Pid: > 1 })
        {
            ProcessTree.End(exec.Pid);
        }
    }
}
