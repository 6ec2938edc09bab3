using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Containers;

/// <summary>Routes under <c>/v1/containers</c> that answer with output.</summary>
internal static class ContainerStreamsApi
{
    public static void MapContainerStreams(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapGet("/{id}/attach", Attach).WithName("AttachContainer");
        group.MapGet("/{id}/logs", Logs).WithName("ReadContainerLogs");
        group.MapPost("/{id}/exec", Exec).WithName("ExecInContainer");
        group.MapPost("/{id}/exec/run", Run).WithName("RunInContainer");
    }

    private static async Task<IResult> Attach(string id, ContainerStreams streams, CancellationToken cancellationToken)
    {
        var container = await streams.AttachAsync(id, cancellationToken);
        return Frames(container, container.ReadAsync);
    }

    private static async Task<IResult> Logs(
        string id, ContainerStreams streams, CancellationToken cancellationToken, bool follow = false, int? tail = null)
    {
        if (tail < 0)
        {
            throw new ProblemException(Problems.Invalid($"tail is {tail}.", "Use 0 or more lines, or leave it out for all."));
        }

        var output = await streams.LogsAsync(id, follow, tail, cancellationToken);
        return Frames(output, token => OutputFrames.FromAsync(output.ReadAsync(token), token));
    }

    private static async Task<IResult> Exec(
        string id, ExecRequest request, ContainerExec exec, CancellationToken cancellationToken)
    {
        var spec = ExecRules.Spec(request);
        TimeSpan? limit = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var running = await exec.StartAsync(id, spec, cancellationToken, limit, request.Stdin);
        return Frames(running, running.ReadFramesAsync);
    }

    private static async Task<Ok<ExecRunResult>> Run(
        string id, ExecRunRequest request, ExecRuns runs, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await runs.RunAsync(id, request, cancellationToken));
    }

    private static JsonLinesResult<OutputFrame> Frames(
        IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<OutputFrame>> read)
    {
        return new JsonLinesResult<OutputFrame>(source, read, problem => new OutputFrame(Error: problem));
    }
}
