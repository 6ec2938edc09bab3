using Pockr.Contracts;
using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Execs;

/// <summary>The detached execs.</summary>
internal sealed class DetachedExecs(ContainerExec exec) : IAsyncDisposable
{
    private readonly KeptRuns<DetachedExec> _execs = new(Problems.ExecNotFound, Problems.TooManyExecs);

    public Task<DetachedExec> StartAsync(string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var spec = ExecRules.Spec(request);
        TimeSpan? limit = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return _execs.AddAsync(async () =>
            new DetachedExec(container, request.Cmd, await exec.StartAsync(container, spec, cancellationToken, limit, request.Stdin)));
    }

    public DetachedExec Get(string id) => _execs.Get(id);

    public IReadOnlyList<DetachedExec> List() => _execs.List();

    /// <summary>Ends it with everything it started, and forgets it.</summary>
    public Task RemoveAsync(string id) => _execs.RemoveAsync(id);

    public ValueTask DisposeAsync() => _execs.DisposeAsync();
}
