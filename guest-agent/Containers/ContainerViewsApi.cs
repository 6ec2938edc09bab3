using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>Routes under <c>/v1/containers</c> that look inside.</summary>
internal static class ContainerViewsApi
{
    private const string Columns = "pid,ppid,user,args";

    public static void MapContainerViews(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers").WithTags("Containers");

        group.MapGet("/{id}/top", Top).WithName("ListContainerProcesses");
        group.MapGet("/{id}/changes", Changes).WithName("ListContainerChanges");
    }

    private static async Task<Ok<IReadOnlyList<ContainerProcess>>> Top(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        var table = await engine.Containers.TopAsync(ContainerNames.Check(id), Columns, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ContainerProcess>>([.. (table.Processes ?? []).Select(Process)]);
    }

    private static async Task<Ok<IReadOnlyList<ContainerChange>>> Changes(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        var changes = await engine.Containers.ChangesAsync(ContainerNames.Check(id), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ContainerChange>>([.. changes.Select(change => new ContainerChange(change.Path, Kind(change)))]);
    }

    private static ContainerProcess Process(IReadOnlyList<string> row) => new(
        int.Parse(row[0], CultureInfo.InvariantCulture), int.Parse(row[1], CultureInfo.InvariantCulture), row[2], row[3]);

    private static string Kind(PathChange change) => change.Kind switch
    {
        PathChangeKind.Added => "added",
        PathChangeKind.Deleted => "deleted",
        _ => "modified",
    };
}
