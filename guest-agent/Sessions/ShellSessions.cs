using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Execs;

namespace Pockr.GuestAgent.Sessions;

/// <summary>The sessions of all containers.</summary>
internal sealed class ShellSessions(DockerEngine engine, ContainerExec exec) : IAsyncDisposable
{
    private const int ReadySeconds = 30;

    private readonly KeptRuns<ShellSession> _sessions = new(Problems.SessionNotFound, Problems.TooManySessions);

    /// <summary>Starts a shell and sees it answer.</summary>
    public Task<ShellSession> StartAsync(string container, CreateSessionRequest request, CancellationToken cancellationToken)
    {
        var spec = SessionRules.Spec(request);
        return _sessions.AddAsync(async () =>
        {
            var found = await engine.Containers.InspectAsync(ContainerNames.Check(container), cancellationToken);
            if (!found.State.Running)
            {
                throw new ProblemException(Problems.NotRunning(container));
            }

            var target = new SessionTarget(engine, container, found.Id, found.Name.TrimStart('/'));
            var (running, stream) = await exec.StartInteractiveAsync(found.Id, spec, size: null, cancellationToken);
            var session = new ShellSession(target, spec.Cmd, running, stream);
            try
            {
                await CheckAnswersAsync(session, cancellationToken);
                await session.IdentifyAsync(cancellationToken);
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        });
    }

    public ShellSession Get(string id) => _sessions.Get(id);

    public IEnumerable<ShellSession> List(string? container) =>
        _sessions.List().Where(session => container is null || session.IsIn(container));

    /// <summary>Ends it with everything it started, and forgets it.</summary>
    public Task RemoveAsync(string id) => _sessions.RemoveAsync(id);

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private static async Task CheckAnswersAsync(ShellSession session, CancellationToken cancellationToken)
    {
        var result = await session.RunAsync(new SessionRunRequest(":", ReadySeconds), cancellationToken);
        if (!result.Ended)
        {
            return;
        }

        var info = session.Describe();
        if (info.Error is { } error)
        {
            throw new ProblemException(error);
        }

        var output = await session.Output.ReadAsync(cursor: 0, peek: true, cancellationToken);
        var said = string.Concat(output.Frames.Select(frame => frame.Text)).Trim();
        var what = info.ExitCode is { } code && !result.TimedOut ? $"ended with exit code {code}" : "does not answer as a shell does";
        throw new ProblemException(Problems.Invalid(
            $"'{string.Join(' ', info.Shell)}' {what}. {said}".Trim(),
            "Name a shell that is in the container and reads commands from its standard input, a directory and a user that are there."));
    }
}
