using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Original;

/// <summary>The first agent's route about images.</summary>
internal static class OriginalImagesApi
{
    public static void MapOriginalImages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/images/pull", Pull).WithName("OriginalPullImage").WithTags("Original");
    }

    private static async Task<Ok<OriginalPulled>> Pull(HttpRequest request, ImagePuller images, CancellationToken cancellationToken)
    {
        var body = await OriginalBody.ReadAsync(request, cancellationToken);
        var image = body.Text("image");
        body.ThrowIfInvalid();

        var reference = ImageReference.TryParse(image)
            ?? throw new InvalidFieldsException([InvalidField.Value($"'{image}' {ImageReference.Rule}", "body", "image")]);
        return TypedResults.Ok(new OriginalPulled("pulled", image, await images.PullAsync(reference, cancellationToken)));
    }
}
