using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Execs;

/// <summary>Routes of detached execs.</summary>
internal static class ExecsApi
{
    public static void MapExecs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/containers/{id}/exec/detached", Start).WithName("StartDetachedExec").WithTags("Execs");
        var group = routes.MapGroup("/v1/execs").WithTags("Execs");

        group.MapGet("/", List).WithName("ListExecs");
        group.MapGet("/{id}", Inspect).WithName("InspectExec");
        group.MapGet("/{id}/output", Output).WithName("ReadExecOutput");
        group.MapPost("/{id}/signal", Signal).WithName("SignalExec");
        group.MapPost("/{id}/wait", Wait).WithName("WaitForExec");
        group.MapDelete("/{id}", Remove).WithName("RemoveExec");
    }

    private static async Task<Created<ExecStarted>> Start(
        string id, ExecRequest request, DetachedExecs execs, CancellationToken cancellationToken)
    {
        var started = await execs.StartAsync(id, request, cancellationToken);
        return TypedResults.Created($"/v1/execs/{started.Id}", new ExecStarted(started.Id));
    }

    private static Ok<IReadOnlyList<ExecInfo>> List(DetachedExecs execs) =>
        TypedResults.Ok<IReadOnlyList<ExecInfo>>([.. execs.List().Select(exec => exec.Describe())]);

    private static Ok<ExecInfo> Inspect(string id, DetachedExecs execs) => TypedResults.Ok(execs.Get(id).Describe());

    private static async Task<Ok<BufferedOutput>> Output(
        string id, DetachedExecs execs, CancellationToken cancellationToken, long? cursor = null, bool peek = false, int waitSeconds = 0)
    {
        return TypedResults.Ok(await BufferedReading.ReadAsync(execs.Get(id).Output, cursor, peek, waitSeconds, cancellationToken));
    }

    private static async Task<NoContent> Signal(
        string id, SignalRequest request, DetachedExecs execs, CancellationToken cancellationToken)
    {
        var signal = ProcessSignal.Parse(request.Signal) ?? throw new ProblemException(
            Problems.Invalid($"'{request.Signal}' is no signal.", "Use a name such as 'TERM', or a number from 1 to 64."));
        var process = await execs.Get(id).FindProcessAsync(cancellationToken) ?? throw new ProblemException(Problems.ExecEnded(id));
        ProcessSignal.Send(process, signal);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ExecInfo>> Wait(
        string id, DetachedExecs execs, CancellationToken cancellationToken, int timeoutSeconds = 30)
    {
        ExecRules.CheckRange("timeoutSeconds", timeoutSeconds, 0, ExecRules.LongestRunSeconds);
        var exec = execs.Get(id);
        await exec.WaitAsync(TimeSpan.FromSeconds(timeoutSeconds), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return TypedResults.Ok(exec.Describe());
    }

    private static async Task<NoContent> Remove(string id, DetachedExecs execs)
    {
        await execs.RemoveAsync(id);
        return TypedResults.NoContent();
    }
}
