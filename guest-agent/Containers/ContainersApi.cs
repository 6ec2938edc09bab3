using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Routes under <c>/v1/containers</c> about what there is; <see cref="ContainerStatesApi"/> has those about what runs,
/// <see cref="ContainerViewsApi"/> those that look inside, and <see cref="ContainerStreamsApi"/> those that stream.
/// </summary>
internal static class ContainersApi
{
    public static void MapContainers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapGet("/", List).WithName("ListContainers");
        group.MapPost("/", Create).WithName("CreateContainer");
        group.MapPost("/prune", Prune).WithName("PruneContainers");
        group.MapGet("/{id}", Inspect).WithName("InspectContainer");
        group.MapPatch("/{id}", Update).WithName("UpdateContainer");
        group.MapDelete("/{id}", Remove).WithName("RemoveContainer");
        group.MapPost("/{id}/rename", Rename).WithName("RenameContainer");
        group.MapPost("/{id}/recreate", Recreate).WithName("RecreateContainer");
    }

    private static async Task<Ok<IReadOnlyList<ContainerSummary>>> List(
        ContainerList list,
        [FromQuery] string[] status,
        [FromQuery] string[] label,
        [FromQuery] string[] name,
        [FromQuery] string[] ancestor,
        CancellationToken cancellationToken,
        bool all = false)
    {
        var filters = ContainerFilterRules.Read(status, label, name, ancestor);
        var containers = await list.ReadAsync(all, filters, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ContainerSummary>>([.. containers.Select(ContainerEntries.Summary)]);
    }

    private static async Task<Created<ContainerCreated>> Create(
        CreateContainerRequest request, RequestedContainers requested, CancellationToken cancellationToken)
    {
        return Created(await requested.CreateAsync(request, cancellationToken));
    }

    private static async Task<Ok<ContainersPruned>> Prune(
        DockerEngine engine, [FromQuery] string[] label, CancellationToken cancellationToken)
    {
        var filters = ContainerFilterRules.Read([], label, [], []);
        var pruned = await engine.Containers.PruneAsync(filters, cancellationToken);
        return TypedResults.Ok(new ContainersPruned(pruned.ContainersDeleted ?? [], pruned.SpaceReclaimed));
    }

    private static async Task<Ok<ContainerDetails>> Inspect(
        string id, DockerEngine engine, MemoryKills memoryKills, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(id), cancellationToken);
        return TypedResults.Ok(memoryKills.Complete(ContainerDescription.From(container)));
    }

    private static async Task<Ok<ContainerUpdated>> Update(
        string id, UpdateContainerRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        if (request == new UpdateContainerRequest())
        {
            throw new ProblemException(Problems.Invalid("Nothing is to be changed.", "Give at least one of the limits."));
        }

        Finding.ThrowIfAny([.. LimitRules.Find(request), .. RestartPolicyRules.Find(request.RestartPolicy)]);
        var updated = await engine.Containers.UpdateAsync(ContainerNames.Check(id), ContainerSpecs.From(request), cancellationToken);
        return TypedResults.Ok(new ContainerUpdated(updated.Warnings ?? []));
    }

    private static async Task<NoContent> Remove(
        string id, DockerEngine engine, CancellationToken cancellationToken, bool force = false)
    {
        await engine.Containers.RemoveAsync(ContainerNames.Check(id), force, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Rename(
        string id, RenameContainerRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        if (!ContainerNames.CanBeNew(request.Name))
        {
            throw new ProblemException(Problems.Invalid($"'{request.Name}' {ContainerNames.Rule}.", ContainerNames.Remedy));
        }

        // dockerd refuses the name a container has already, which is no reason to fail.
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(id), cancellationToken);
        if (container.Name.TrimStart('/') != request.Name)
        {
            await engine.Containers.RenameAsync(container.Id, request.Name, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Created<ContainerCreated>> Recreate(
        string id, ContainerRecreation recreation, CancellationToken cancellationToken)
    {
        return Created(await recreation.RecreateAsync(ContainerNames.Check(id), cancellationToken));
    }

    private static Created<ContainerCreated> Created(EngineClient.Models.ContainerCreated created) => TypedResults.Created(
        $"/v1/containers/{created.Id}", new ContainerCreated(created.Id, created.Warnings ?? []));
}
