using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Images;

/// <summary>Routes under <c>/v1/images</c>.</summary>
internal static class ImagesApi
{
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/images").WithTags("Images");

        group.MapGet("/", List).WithName("ListImages");
        group.MapPost("/pull", Pull).WithName("PullImage");
        group.MapPost("/import", Import).WithName("ImportImage");
    }

    private static async Task<Ok<IReadOnlyList<ImageSummary>>> List(DockerEngine engine, CancellationToken cancellationToken)
    {
        var images = await engine.Images.ListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ImageSummary>>([.. images.Select(image => new ImageSummary(
            image.Id,
            [.. (image.RepoTags ?? []).Where(tag => tag != "<none>:<none>")],
            image.Size,
            DateTimeOffset.FromUnixTimeSeconds(image.Created)))]);
    }

    private static async Task<IResult> Pull(PullImageRequest request, ImagePuller puller, CancellationToken cancellationToken)
    {
        var pull = await puller.StartAsync(Parse(request.Image), cancellationToken);
        return new JsonLinesResult<PullProgress>(
            pull,
            token => pull.ReadAsync(token).Select(ImagePuller.Progress),
            problem => new PullProgress(Error: problem));
    }

    private static async Task<Created<ImageImported>> Import(
        string? image, HttpContext context, DockerEngine engine, CancellationToken cancellationToken)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var name = Parse(image ?? "");
        if (name.Digest is not null)
        {
            throw new ProblemException(Problems.Invalid($"'{image}' has a digest, which only the import itself yields.", ImageReference.Remedy));
        }

        await using var import = await engine.Images.ImportAsync(
            context.Request.Body, name.Repository, name.TagOrDigest, cancellationToken);
        var id = (await import.CompleteAsync(cancellationToken))?.Status ?? "";
        return TypedResults.Created((string?)null, new ImageImported(id, $"{name.Repository}:{name.TagOrDigest}"));
    }

    private static ImageReference Parse(string image)
    {
        return ImageReference.TryParse(image)
            ?? throw new ProblemException(Problems.Invalid($"'{image}' {ImageReference.Rule}.", ImageReference.Remedy));
    }
}
