using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Execs;

namespace Pockr.GuestAgent.Sessions;

/// <summary>Routes of sessions.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/containers/{id}/sessions", Create).WithName("CreateSession").WithTags("Sessions");
        var group = routes.MapGroup("/v1/sessions").WithTags("Sessions");

        group.MapGet("/", List).WithName("ListSessions");
        group.MapGet("/{id}", Inspect).WithName("InspectSession");
        group.MapPost("/{id}/run", Run).WithName("RunInSession");
        group.MapPost("/{id}/send", Send).WithName("SendToSession");
        group.MapGet("/{id}/output", Output).WithName("ReadSessionOutput");
        group.MapDelete("/{id}", Remove).WithName("RemoveSession");
    }

    private static async Task<Created<SessionInfo>> Create(
        string id, CreateSessionRequest request, ShellSessions sessions, CancellationToken cancellationToken)
    {
        var session = await sessions.StartAsync(id, request, cancellationToken);
        return TypedResults.Created($"/v1/sessions/{session.Id}", session.Describe());
    }

    private static Ok<IReadOnlyList<SessionInfo>> List(ShellSessions sessions, string? container = null) =>
        TypedResults.Ok<IReadOnlyList<SessionInfo>>([.. sessions.List(container).Select(session => session.Describe())]);

    private static Ok<SessionInfo> Inspect(string id, ShellSessions sessions) => TypedResults.Ok(sessions.Get(id).Describe());

    private static async Task<Ok<SessionResult>> Run(
        string id, SessionRunRequest request, ShellSessions sessions, CancellationToken cancellationToken)
    {
        SessionRules.Check(request);
        return TypedResults.Ok(await sessions.Get(id).RunAsync(request, cancellationToken));
    }

    private static NoContent Send(string id, SessionSendRequest request, ShellSessions sessions)
    {
        SessionRules.Check(request);
        sessions.Get(id).Send(request.Text);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<BufferedOutput>> Output(
        string id, ShellSessions sessions, CancellationToken cancellationToken, long? cursor = null, bool peek = false, int waitSeconds = 0)
    {
        return TypedResults.Ok(await BufferedReading.ReadAsync(sessions.Get(id).Output, cursor, peek, waitSeconds, cancellationToken));
    }

    private static async Task<NoContent> Remove(string id, ShellSessions sessions)
    {
        await sessions.RemoveAsync(id);
        return TypedResults.NoContent();
    }
}
