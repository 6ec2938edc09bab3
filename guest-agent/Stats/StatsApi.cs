using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Stats;

internal static class StatsApi
{
    public static void MapStats(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/containers/{id}/stats", Read).WithName("ReadContainerStats").WithTags("Containers");

    private static async Task<IResult> Read(
        string id, HttpRequest request, DockerEngine engine, CancellationToken cancellationToken, bool stream = false)
    {
        var feed = await StatsFeed.OpenAsync(engine, id, stream, cancellationToken);
        if (stream)
        {
            return StreamResults.For(request, feed, feed.ReadAsync);
        }

        await using var single = feed;
        return TypedResults.Ok(await single.ReadOneAsync(id, cancellationToken));
    }
}
