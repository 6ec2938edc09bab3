using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Machine;

/// <summary>Routes under <c>/v1/system</c>, but for the logs.</summary>
internal static class SystemApi
{
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/system").WithTags("System");

        group.MapGet("/info", Info).WithName("GetSystemInfo");
        group.MapGet("/disk-usage", GetDiskUsage).WithName("GetDiskUsage");
        group.MapPost("/disk/grow", GrowDisk).WithName("GrowSystemDisk");
        group.MapPost("/prune", Prune).WithName("PruneSystem");
        group.MapPost("/time", SetTime).WithName("SetSystemTime");
        group.MapPost("/power-off", PowerOff).WithName("PowerOffSystem");
    }

    private static async Task<Ok<SystemInfo>> Info(DockerEngine engine, AgentProcess agent, CancellationToken cancellationToken)
    {
        var info = await engine.System.GetInfoAsync(cancellationToken);
        var version = await engine.System.GetVersionAsync(cancellationToken);
        return TypedResults.Ok(new SystemInfo(
            AgentProcess.Version,
            Math.Round(agent.Uptime.TotalSeconds, 1),
            Math.Round(Environment.TickCount64 / 1000.0, 1),
            info.Name,
            info.OperatingSystem,
            info.KernelVersion,
            info.Architecture,
            info.NCPU,
            info.MemTotal,
            info.ServerVersion,
            version.ApiVersion ?? "unknown",
            info.Driver,
            info.CgroupVersion,
            new ContainerCounts(info.Containers, info.ContainersRunning, info.ContainersPaused, info.ContainersStopped),
            info.Images,
            info.Warnings ?? []));
    }

    private static async Task<Ok<DiskUsage>> GetDiskUsage(DockerEngine engine, CancellationToken cancellationToken) =>
        TypedResults.Ok(DiskUsageReport.Make(await engine.System.GetDiskUsageAsync(cancellationToken)));

    private static Ok<DiskGrowth> GrowDisk()
    {
        try
        {
            return TypedResults.Ok(new DiskGrowth(RootFileSystem.Grow(), MachineDisk.Read().TotalBytes));
        }
        catch (Exception refused) when (refused is Win32Exception or IOException)
        {
            throw new ProblemException(Problems.Make(
                StatusCodes.Status403Forbidden, ProblemCodes.NotPermitted, $"The kernel does not let the file system grow: {refused.Message}",
                "GET /v1/system/logs/kernel may tell why; a machine that is booted anew tries again."));
        }
    }

    private static async Task<Ok<PruneReport>> Prune(Pruning pruning, CancellationToken cancellationToken, PruneRequest? request = null) =>
        TypedResults.Ok(await pruning.RunAsync(request ?? new PruneRequest(), cancellationToken));

    private static NoContent SetTime(SetTimeRequest request)
    {
        if (!MachineClock.IsPlausible(request.UnixMilliseconds))
        {
            throw new ProblemException(Problems.Invalid(
                $"unixMilliseconds is {request.UnixMilliseconds}.",
                $"Use milliseconds since 1970 (UTC) of {MachineClock.Earliest.Year} to {MachineClock.Latest.Year - 1}."));
        }

        try
        {
            MachineClock.Set(request.UnixMilliseconds);
        }
        catch (Win32Exception refused)
        {
            throw new ProblemException(Problems.Make(
                StatusCodes.Status403Forbidden, ProblemCodes.NotPermitted, $"The kernel does not let the agent set the clock: {refused.Message}",
                "The agent has to run as root, as it does in the machine."));
        }

        return TypedResults.NoContent();
    }

    // The answer goes out first: there is nobody to send it afterwards.
    private static StatusCodeHttpResult PowerOff(HttpResponse response, PowerSwitch power)
    {
        power.Check();
        response.OnCompleted(() =>
        {
            power.Off();
            return Task.CompletedTask;
        });
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}
