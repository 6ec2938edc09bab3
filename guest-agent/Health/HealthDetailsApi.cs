using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Health;

internal static class HealthDetailsApi
{
    public static void MapHealthDetails(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/health", Get).WithName("GetHealthDetails").WithTags("Health");

    private static async Task<Ok<HealthDetails>> Get(HealthDetailsReport report, CancellationToken cancellationToken) =>
        TypedResults.Ok(await report.MakeAsync(cancellationToken));
}
