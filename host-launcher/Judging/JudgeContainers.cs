using Pockr.Contracts;

namespace Pockr.HostLauncher.Judging;

/// <summary>What the containers of programs that nobody trusts are like.</summary>
internal static class JudgeContainers
{
    private const string Nobody = "65534:65534";
    private const double Cpus = 1;

    /// <param name="image">Image with the program in it.</param>
    /// <param name="command">What is started.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="volumes">Directories the image would have on the machine's disk: they are in memory instead.</param>
    public static CreateContainerRequest Request(string image, IReadOnlyList<string> command, JudgeLimits limits, IReadOnlyList<string> volumes) => new(
        image,
        Entrypoint: [command[0]],
        Cmd: [.. command.Skip(1)],
        WorkDir: ProgramImage.Directory,
        User: Nobody,
        Network: "none",
        Labels: new Dictionary<string, string> { [JudgeTraces.Label] = "" },
        Mounts: [.. volumes.Append("/tmp").Select(path => new MountRequest("tmpfs", path, SizeBytes: limits.ScratchBytes))],
        MemoryBytes: limits.MemoryBytes,
        MemorySwapBytes: limits.MemoryBytes,
        Cpus: Cpus,
        PidsLimit: limits.Processes + 1, // with the first process, which passes signals on
        Ulimits:
        [
            new Ulimit("cpu", limits.KernelSeconds, limits.KernelSeconds + 1),
            new Ulimit("core", 0, 0),
            new Ulimit("fsize", limits.MemoryBytes, limits.MemoryBytes),
        ],
        ReadOnlyRoot: true,
        Init: true,
        CapDrop: ["ALL"],
        SecurityOptions: ["no-new-privileges"],
        HealthCheck: new HealthCheck(["NONE"]),
        OpenStdin: true,
        StdinOnce: true,
        Hostname: "judge",
        LogDriver: "none"); // who judges reads along; a copy on the machine's disk would cost the program's time
}
