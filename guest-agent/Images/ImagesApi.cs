using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Images;

/// <summary>Routes under <c>/v1/images</c> about images that are there. A name has slashes, so it is in the query everywhere.</summary>
internal static class ImagesApi
{
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/images").WithTags("Images");

        group.MapGet("/", List).WithName("ListImages");
        group.MapPost("/pull", Pull).WithName("PullImage");
        group.MapGet("/inspect", Inspect).WithName("InspectImage");
        group.MapGet("/history", History).WithName("ReadImageHistory");
        group.MapPost("/tag", Tag).WithName("TagImage");
        group.MapDelete("/", Remove).WithName("RemoveImage");
        group.MapPost("/prune", Prune).WithName("PruneImages");
    }

    private static async Task<Ok<IReadOnlyList<ImageSummary>>> List(
        DockerEngine engine, CancellationToken cancellationToken, bool all = false)
    {
        var images = await engine.Images.ListAsync(all, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ImageSummary>>([.. images.Select(ImageDescriptions.Summary)]);
    }

    private static async Task<IResult> Pull(PullImageRequest request, ImagePuller puller, CancellationToken cancellationToken)
    {
        var pull = await puller.StartAsync(ImageReference.Parse(request.Image), cancellationToken);
        return new JsonLinesResult<PullProgress>(
            pull,
            token => pull.ReadAsync(token).Select(ImagePuller.Progress),
            problem => new PullProgress(Error: problem));
    }

    private static async Task<Ok<ImageDetails>> Inspect(string? image, DockerEngine engine, CancellationToken cancellationToken)
    {
        var details = await engine.Images.InspectAsync(ImageReference.Parse(image).ToString(), cancellationToken);
        return TypedResults.Ok(ImageDescriptions.Details(details));
    }

    private static async Task<Ok<IReadOnlyList<ImageHistoryEntry>>> History(
        string? image, DockerEngine engine, CancellationToken cancellationToken)
    {
        var history = await engine.Images.HistoryAsync(ImageReference.Parse(image).ToString(), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ImageHistoryEntry>>([.. history.Select(ImageDescriptions.History)]);
    }

    private static async Task<Created<ImageTagged>> Tag(
        string? image, string? name, DockerEngine engine, CancellationToken cancellationToken)
    {
        var known = ImageReference.Parse(image).ToString();
        var added = ImageReference.ParseNew(name);
        await engine.Images.TagAsync(known, added.Repository, added.TagOrDigest, cancellationToken);
        return TypedResults.Created(InspectPath(added), new ImageTagged(added.Tagged));
    }

    private static async Task<Ok<ImagesRemoved>> Remove(
        string? image, DockerEngine engine, CancellationToken cancellationToken, bool force = false)
    {
        var deletions = await engine.Images.RemoveAsync(ImageReference.Parse(image).ToString(), force, cancellationToken);
        return TypedResults.Ok(ImageDescriptions.Removed(deletions));
    }

    private static async Task<Ok<ImagesRemoved>> Prune(
        HttpRequest request, DockerEngine engine, CancellationToken cancellationToken, bool all = false)
    {
        var pruning = await engine.Images.PruneAsync(all, LabelFilter.Read(request), cancellationToken);
        return TypedResults.Ok(ImageDescriptions.Removed(pruning.ImagesDeleted ?? [], pruning.SpaceReclaimed));
    }

    public static string InspectPath(ImageReference image) => $"/v1/images/inspect?image={Uri.EscapeDataString(image.Tagged)}";
}
