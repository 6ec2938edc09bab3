using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Images;

/// <summary>The route that makes an image of a container.</summary>
internal static class CommitApi
{
    public static void MapCommit(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/containers/{id}/commit", Commit).WithName("CommitContainer").WithTags("Containers");
    }

    private static async Task<Created<Contracts.ImageCommitted>> Commit(
        string id, CommitContainerRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        var name = ImageReference.ParseNew(request.Image);
        var changes = request.Changes ?? [];
        foreach (var change in changes)
        {
            if (string.IsNullOrWhiteSpace(change) || change.AsSpan().ContainsAny('\n', '\r'))
            {
                throw new ProblemException(Problems.Invalid(
                    $"'{change}' in changes is not one line.", "Give each instruction as an item of its own."));
            }
        }

        var spec = new CommitSpec(ContainerNames.Check(id), name.Repository, name.TagOrDigest)
        {
            Comment = request.Comment,
            Author = request.Author,
            Pause = request.Pause,
            Changes = changes,
        };
        var committed = await engine.Images.CommitAsync(spec, cancellationToken);
        return TypedResults.Created(ImagesApi.InspectPath(name), new Contracts.ImageCommitted(committed.Id, name.Tagged));
    }
}
