using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Leases;

/// <summary>Routes of leases.</summary>
internal static class LeasesApi
{
    private const int IdLength = 32;

    public static void MapLeases(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/leases").WithTags("Leases");

        group.MapPut("/{id}", Renew).WithName("RenewLease");
        group.MapDelete("/{id}", End).WithName("EndLease");
    }

    private static NoContent Renew(string id, LeaseKeeper keeper, int seconds = 60)
    {
        if (seconds is < 1 or > Lease.MostSeconds)
        {
            throw new ProblemException(Problems.Invalid($"seconds is {seconds}.", $"Use 1 to {Lease.MostSeconds}."));
        }

        keeper.Renew(Check(id), TimeSpan.FromSeconds(seconds));
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> End(string id, LeaseKeeper keeper, CancellationToken cancellationToken)
    {
        await keeper.EndAsync(Check(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static string Check(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower)
        ? id
        : throw new ProblemException(Problems.Invalid($"'{id}' cannot be a lease's id.", "Use 32 lower-case hexadecimal digits that nobody else uses."));
}
