using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Containers;

/// <summary>Routes under <c>/v1/containers</c> that answer with output.</summary>
internal static class ContainerStreamsApi
{
    public static void MapContainerStreams(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapPost("/run", RunNew).WithName("RunContainer");
        group.MapGet("/{id}/attach", Attach).WithName("AttachContainer");
        group.MapGet("/{id}/logs", Logs).WithName("ReadContainerLogs");
        group.MapPost("/{id}/exec", Exec).WithName("ExecInContainer");
        group.MapPost("/{id}/exec/run", Run).WithName("RunInContainer");
    }

    private static async Task<IResult> RunNew(
        CreateContainerRequest request, HttpResponse response, RequestedContainers requested, CancellationToken cancellationToken)
    {
        var run = await requested.RunAsync(request, cancellationToken);
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = $"/v1/containers/{run.Id}";
        return StreamResults.For(response.HttpContext.Request, run, run.ReadAsync);
    }

    private static async Task<IResult> Attach(string id, HttpRequest http, ContainerStreams streams, CancellationToken cancellationToken)
    {
        var container = await streams.AttachAsync(id, cancellationToken);
        return StreamResults.For(http, container, container.ReadAsync);
    }

    private static async Task<IResult> Logs(
        string id,
        HttpRequest http,
        ContainerStreams streams,
        CancellationToken cancellationToken,
        string? since = null,
        string? until = null,
        bool follow = false,
        int? tail = null,
        bool timestamps = false,
        bool stdout = true,
        bool stderr = true)
    {
        var selection = new LogSelection
        {
            Since = LogRules.Time(nameof(since), since),
            Until = LogRules.Time(nameof(until), until),
            Follow = follow,
            Tail = tail,
            Timestamps = timestamps,
            Stdout = stdout,
            Stderr = stderr,
        };
        LogRules.Check(selection);
        var output = await streams.LogsAsync(id, selection, cancellationToken);
        return StreamResults.For(http, output, token => OutputFrames.FromAsync(output.ReadAsync(token), token));
    }

    private static async Task<IResult> Exec(
        string id, ExecRequest request, HttpRequest http, ContainerExec exec, CancellationToken cancellationToken)
    {
        var spec = ExecRules.Spec(request);
        TimeSpan? limit = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var running = await exec.StartAsync(id, spec, cancellationToken, limit, request.Stdin);
        return StreamResults.For(http, running, running.ReadFramesAsync);
    }

    private static async Task<Ok<ExecRunResult>> Run(
        string id, ExecRunRequest request, ExecRuns runs, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await runs.RunAsync(id, request, cancellationToken));
    }
}
