namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /info</c>, as far as it is used.</summary>
/// <param name="ServerVersion">Version of dockerd.</param>
/// <param name="Driver">Storage driver.</param>
/// <param name="CgroupVersion"><c>1</c> or <c>2</c>.</param>
/// <param name="OperatingSystem">Name of the distribution.</param>
/// <param name="KernelVersion">Release of the kernel.</param>
/// <param name="Architecture">As <c>uname -m</c> has it.</param>
/// <param name="Name">Host name.</param>
/// <param name="NCPU">Processors.</param>
/// <param name="MemTotal">Memory in bytes.</param>
/// <param name="Containers">All containers.</param>
/// <param name="ContainersRunning">Those that run and are not paused.</param>
/// <param name="ContainersPaused">Those that are paused.</param>
/// <param name="ContainersStopped">Those that do not run.</param>
/// <param name="Images">Images.</param>
/// <param name="Warnings">What dockerd finds wrong with its surroundings.</param>
public sealed record EngineInfo(
    string ServerVersion,
    string Driver,
    string CgroupVersion,
    string OperatingSystem,
    string KernelVersion,
    string Architecture,
    string Name,
    int NCPU,
    long MemTotal,
    int Containers,
    int ContainersRunning,
    int ContainersPaused,
    int ContainersStopped,
    int Images,
    IReadOnlyList<string>? Warnings);
