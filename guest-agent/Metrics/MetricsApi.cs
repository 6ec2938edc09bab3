using Microsoft.AspNetCore.Http.HttpResults;

namespace Pockr.GuestAgent.Metrics;

internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).WithName("ReadMetrics").WithTags("System");

    private static async Task<ContentHttpResult> Read(MetricsReport report, CancellationToken cancellationToken) =>
        TypedResults.Text(await report.MakeAsync(cancellationToken), MetricsText.ContentType);
}
