using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Settings;

internal static class SettingsApi
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/system").WithTags("System");

        group.MapGet("/settings", Get).WithName("GetSystemSettings");
        group.MapPut("/settings", Set).WithName("SetSystemSettings");
        group.MapPost("/mount", Mount).WithName("MountShares");
        group.MapPost("/unmount", Unmount).WithName("UnmountShares");
    }

    private static Ok<SystemSettings> Get(MachineSettings settings) => TypedResults.Ok(settings.Current);

    private static async Task<Ok<SystemSettings>> Set(SystemSettings request, MachineSettings settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(await settings.SetAsync(request, cancellationToken));

    private static async Task<NoContent> Mount(MachineSettings settings, CancellationToken cancellationToken)
    {
        await settings.MountAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Unmount(MachineSettings settings, CancellationToken cancellationToken)
    {
        await settings.UnmountAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
