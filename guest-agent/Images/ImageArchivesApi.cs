using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Archives;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Images;

/// <summary>Routes under <c>/v1/images</c> through which tars come and go.</summary>
internal static class ImageArchivesApi
{
    public static void MapImageArchives(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/images").WithTags("Images");

        group.MapPost("/import", Import).WithName("ImportImage");
        group.MapPost("/load", Load).WithName("LoadImages");
        group.MapGet("/save", Save).WithName("SaveImages");
        group.MapPost("/build", Build).WithName("BuildImage");
    }

    private static async Task<Created<ImageImported>> Import(
        string? image, string? url, string? sha256, HttpContext context, ImageArchives archives, CancellationToken cancellationToken)
    {
        var name = ImageReference.ParseNew(image);
        var digest = Sha256Digest.Parse(sha256);
        await using var rootfs = url is null ? Upload(context) : await Download.StartAsync(Download.Parse(url), cancellationToken);
        var id = digest is null
            ? await archives.ImportAsync(rootfs, name, cancellationToken)
            : await archives.ImportAsync(rootfs, name, digest, cancellationToken);
        return TypedResults.Created(ImagesApi.InspectPath(name), new ImageImported(id, name.Tagged));
    }

    private static async Task<Ok<ImagesLoaded>> Load(HttpContext context, ImageArchives archives, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new ImagesLoaded(await archives.LoadAsync(Upload(context), cancellationToken)));
    }

    private static async Task<IResult> Save(HttpRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        List<string> images = [.. request.Query["image"].Select(image => ImageReference.Parse(image).ToString())];
        if (images.Count == 0)
        {
            throw new ProblemException(Problems.Invalid("No image is named.", "Use ?image=NAME, as often as wanted."));
        }

        return new TarResult(await engine.Images.SaveAsync(images, cancellationToken));
    }

    private static async Task<IResult> Build(HttpContext context, ImageArchives archives, CancellationToken cancellationToken)
    {
        var spec = BuildQuery.Read(context.Request.Query);
        var build = await archives.StartBuildAsync(Upload(context), spec, cancellationToken);
        return new JsonLinesResult<BuildProgress>(
            build,
            token => ImageArchives.ReadBuildAsync(build, token).Select(Progress),
            problem => new BuildProgress(Error: problem));
    }

    private static BuildProgress Progress(ProgressMessage message) => new(
        message.Stream,
        message.Status,
        message.Id,
        message.ProgressDetail?.Current,
        message.ProgressDetail?.Total,
        message.Result?.Id);

    // The limit is the archive's own, which can say what was too large.
    private static Stream Upload(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return context.Request.Body;
    }
}
