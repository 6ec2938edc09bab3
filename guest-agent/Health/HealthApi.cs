using Microsoft.AspNetCore.Http.HttpResults;

namespace Pockr.GuestAgent.Health;

internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Get).WithName("GetHealth").WithTags("Health");
    }

    private static async Task<Ok<Contracts.Health>> Get(HealthReport report, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await report.MakeAsync(cancellationToken));
    }
}
