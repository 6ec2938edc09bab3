using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Stats;

internal static class StatsApi
{
    public static void MapStats(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/containers/{id}/stats", Read).WithName("ReadContainerStats").WithTags("Containers");
        routes.MapGet("/v1/system/stats", ReadMachine).WithName("ReadSystemStats").WithTags("System");
    }

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

    private static async Task<IResult> ReadMachine(HttpRequest request, CancellationToken cancellationToken, bool stream = false)
    {
        var feed = new MachineStatsFeed();
        if (stream)
        {
            return StreamResults.For(request, feed, feed.ReadAsync);
        }

        await using var single = feed;
        return TypedResults.Ok(await single.ReadAsync(cancellationToken).FirstAsync(cancellationToken));
    }
}
