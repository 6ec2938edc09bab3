using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Health;

internal static class HealthApi
{
    private const int LongestWaitSeconds = 30;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Get).WithName("GetHealth").WithTags("Health");
    }

    private static async Task<Ok<Contracts.Health>> Get(HealthReport report, CancellationToken cancellationToken, int waitSeconds = 0)
    {
        if (waitSeconds is < 0 or > LongestWaitSeconds)
        {
            throw new ProblemException(Problems.Invalid($"waitSeconds is {waitSeconds}.", $"Use 0 to {LongestWaitSeconds}."));
        }

        return TypedResults.Ok(await report.WaitAsync(TimeSpan.FromSeconds(waitSeconds), cancellationToken));
    }
}
