using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Volumes;

/// <summary>Routes under <c>/v1/volumes</c>.</summary>
internal static class VolumesApi
{
    public static void MapVolumes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/volumes").WithTags("Volumes");

        group.MapGet("/", List).WithName("ListVolumes");
        group.MapPost("/", Create).WithName("CreateVolume");
        group.MapGet("/{name}", Inspect).WithName("InspectVolume");
        group.MapDelete("/{name}", Remove).WithName("RemoveVolume");
        group.MapPost("/prune", Prune).WithName("PruneVolumes");
    }

    private static async Task<Ok<IReadOnlyList<VolumeInfo>>> List(DockerEngine engine, CancellationToken cancellationToken)
    {
        var list = await engine.Volumes.ListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<VolumeInfo>>([.. (list.Volumes ?? []).Select(Info).OrderBy(volume => volume.Name, StringComparer.Ordinal)]);
    }

    private static async Task<Created<VolumeInfo>> Create(
        CreateVolumeRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        VolumeNames.CheckNew(request.Name);
        var spec = new VolumeSpec(request.Name, request.Driver, request.Options, request.Labels);
        var volume = await engine.Volumes.CreateAsync(spec, cancellationToken);
        return TypedResults.Created($"/v1/volumes/{volume.Name}", Info(volume));
    }

    private static async Task<Ok<VolumeInfo>> Inspect(string name, DockerEngine engine, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(Info(await engine.Volumes.InspectAsync(VolumeNames.Check(name), cancellationToken)));
    }

    private static async Task<NoContent> Remove(string name, DockerEngine engine, CancellationToken cancellationToken)
    {
        await engine.Volumes.RemoveAsync(VolumeNames.Check(name), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<VolumesRemoved>> Prune(
        HttpRequest request, DockerEngine engine, CancellationToken cancellationToken, bool all = false)
    {
        var pruning = await engine.Volumes.PruneAsync(all, LabelFilter.Read(request), cancellationToken);
        return TypedResults.Ok(new VolumesRemoved(pruning.VolumesDeleted ?? [], pruning.SpaceReclaimed));
    }

    private static VolumeInfo Info(VolumeDetails volume) => new(
        volume.Name,
        volume.Driver,
        volume.Mountpoint,
        volume.Scope,
        volume.CreatedAt,
        volume.Labels ?? new Dictionary<string, string>(),
        volume.Options ?? new Dictionary<string, string>());
}
