using Microsoft.AspNetCore.Http.HttpResults;

namespace Pockr.GuestAgent.Metrics;

internal static class MetricsApi
{
    /// <summary>Counts every request once it is answered, a stream when it has ended.</summary>
    public static void UseRequestCounts(this IApplicationBuilder app)
    {
        var counts = app.ApplicationServices.GetRequiredService<RequestCounts>();
        app.Use(next => async context =>
        {
            await next(context);
            counts.Add(context.Response.StatusCode);
        });
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Read).WithName("ReadMetrics").WithTags("System");

    private static async Task<ContentHttpResult> Read(MetricsReport report, CancellationToken cancellationToken) =>
        TypedResults.Text(await report.MakeAsync(cancellationToken), MetricsText.ContentType);
}
