using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>Routes under <c>/v1/containers</c> about what runs. Asking for the state a container is in already is fine.</summary>
internal static class ContainerStatesApi
{
    private const int LongestWaitSeconds = 24 * 60 * 60;

    public static void MapContainerStates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapPost("/{id}/start", Start).WithName("StartContainer");
        group.MapPost("/{id}/stop", Stop).WithName("StopContainer");
        group.MapPost("/{id}/restart", Restart).WithName("RestartContainer");
        group.MapPost("/{id}/kill", Kill).WithName("KillContainer");
        group.MapPost("/{id}/pause", Pause).WithName("PauseContainer");
        group.MapPost("/{id}/unpause", Unpause).WithName("UnpauseContainer");
        group.MapPost("/{id}/wait", Wait).WithName("WaitForContainer");
    }

    private static async Task<NoContent> Start(string id, ContainerStarts starts, CancellationToken cancellationToken)
    {
        await starts.StartAsync(ContainerNames.Check(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Stop(
        string id, DockerEngine engine, CancellationToken cancellationToken, int? timeoutSeconds = null)
    {
        var seconds = StopTimeout.Check(timeoutSeconds);
        await engine.Containers.StopAsync(ContainerNames.Check(id), seconds, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Restart(
        string id, ContainerStarts starts, CancellationToken cancellationToken, int? timeoutSeconds = null)
    {
        var seconds = StopTimeout.Check(timeoutSeconds);
        await starts.RestartAsync(ContainerNames.Check(id), seconds, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Kill(
        string id, DockerEngine engine, CancellationToken cancellationToken, string signal = "SIGKILL")
    {
        if (!Signals.IsSignal(signal))
        {
            throw new ProblemException(Problems.Invalid($"signal is '{signal}'.", Signals.Remedy));
        }

        await engine.Containers.KillAsync(ContainerNames.Check(id), signal, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Pause(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.PauseAsync(ContainerNames.Check(id), cancellationToken);
        }
        catch (EngineException exception) when (Says(exception, HttpStatusCode.Conflict, "is already paused"))
        {
        }

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Unpause(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(id), cancellationToken);
        if (!container.State.Running)
        {
            throw new ProblemException(Problems.NotRunning(id));
        }

        try
        {
            await engine.Containers.UnpauseAsync(container.Id, cancellationToken);
        }
        catch (EngineException exception) when (Says(exception, HttpStatusCode.InternalServerError, "is not paused"))
        {
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<ContainerExited>> Wait(
        string id, DockerEngine engine, CancellationToken cancellationToken, int? timeoutSeconds = null)
    {
        if (timeoutSeconds is < 0 or > LongestWaitSeconds)
        {
            throw new ProblemException(Problems.Invalid(
                $"timeoutSeconds is {timeoutSeconds}.", $"Use 0 to {LongestWaitSeconds}, or leave it out to wait for as long as it takes."));
        }

        await using var exit = await engine.Containers.WaitAsync(ContainerNames.Check(id), WaitCondition.NotRunning, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
        try
        {
            return TypedResults.Ok(new ContainerExited((int)(await exit.GetAsync(limit.Token)).StatusCode));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(Problems.StillRuns(id, timeoutSeconds!.Value));
        }
    }

    private static bool Says(EngineException exception, HttpStatusCode status, string text) =>
        exception.StatusCode == status && exception.Message.EndsWith(text, StringComparison.Ordinal);
}
