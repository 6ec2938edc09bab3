using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>Routes under <c>/v1/containers</c> that answer at once; those that stream are in <see cref="ContainerStreamsApi"/>.</summary>
internal static class ContainersApi
{
    private const int LongestStopSeconds = 3600;

    public static void MapContainers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapGet("/", List).WithName("ListContainers");
        group.MapPost("/", Create).WithName("CreateContainer");
        group.MapPost("/{id}/start", Start).WithName("StartContainer");
        group.MapPost("/{id}/stop", Stop).WithName("StopContainer");
        group.MapDelete("/{id}", Remove).WithName("RemoveContainer");
    }

    private static async Task<Ok<IReadOnlyList<ContainerSummary>>> List(
        ContainerList list, CancellationToken cancellationToken, bool all = false)
    {
        var containers = await list.ReadAsync(all, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ContainerSummary>>([.. containers.Select(ContainerEntries.Summary)]);
    }

    private static async Task<Created<Contracts.ContainerCreated>> Create(
        CreateContainerRequest request, ContainerFactory factory, CancellationToken cancellationToken)
    {
        CreateContainerRules.Check(request);
        var created = await factory.CreateAsync(request.Name, Spec(request), cancellationToken);
        return TypedResults.Created(
            $"/v1/containers/{created.Id}", new Contracts.ContainerCreated(created.Id, created.Warnings ?? []));
    }

    private static async Task<NoContent> Start(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        await engine.Containers.StartAsync(ContainerNames.Check(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Stop(
        string id, DockerEngine engine, CancellationToken cancellationToken, int timeoutSeconds = 10)
    {
        if (timeoutSeconds is < 0 or > LongestStopSeconds)
        {
            throw new ProblemException(Problems.Invalid($"timeoutSeconds is {timeoutSeconds}.", $"Use 0 to {LongestStopSeconds}."));
        }

        await engine.Containers.StopAsync(ContainerNames.Check(id), timeoutSeconds, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Remove(
        string id, DockerEngine engine, CancellationToken cancellationToken, bool force = false)
    {
        await engine.Containers.RemoveAsync(ContainerNames.Check(id), force, cancellationToken);
        return TypedResults.NoContent();
    }

    private static ContainerSpec Spec(CreateContainerRequest request)
    {
        var spec = ContainerFactory.Spec(request.Image, request.Ports ?? [], request.Network);
        return spec with
        {
            Cmd = request.Cmd,
            Env = request.Env,
            WorkingDir = request.WorkDir,
            User = request.User,
            HostConfig = spec.HostConfig! with { AutoRemove = request.AutoRemove },
        };
    }
}
