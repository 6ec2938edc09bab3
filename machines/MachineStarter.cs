using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>Starts a machine's QEMU, which goes on by itself.</summary>
internal sealed class MachineStarter(IProcessRunner processes, MachineStore store, HostPorts ports)
{
    private const int PortTries = 5;

    private static readonly ProcessEntry s_gone = new(0, 0, "");

    public async Task<RunningMachine> StartAsync(
        MachineLaunch launch,
        int? fixedPort,
        MachineFiles files,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var port = fixedPort is { } wanted ? EnsureFree(wanted) : PickPort(launch.AgentPort, tries, reporter);
            var result = await TryStartAsync(launch with { AgentPort = port }, files, cancellationToken);
            if (result.Succeeded)
            {
                return Remember(files, launch with { AgentPort = port });
            }

            MachineStore.RemoveTraces(files);
            if (launch.IsConfined && IsSandboxRefused(result.Error))
            {
                reporter.Note("This QEMU cannot confine itself (-sandbox), and runs as it is.");
                launch = launch with { IsConfined = false };
                continue;
            }

            if (!IsPortRefused(result.Error))
            {
                throw Explain(result, launch, files);
            }

            // Somebody was quicker.
            if (fixedPort is not null || tries == PortTries)
            {
                throw PortInUse(port);
            }
        }
    }

    /// <returns>The port, which nobody has just now.</returns>
    public int EnsureFree(int port) => ports.IsFree(port) ? port : throw PortInUse(port);

    private async Task<ProcessResult> TryStartAsync(MachineLaunch launch, MachineFiles files, CancellationToken cancellationToken)
    {
        MachineStore.RemoveTraces(files);
        SetAside(files.SerialLog, files.PreviousSerialLog);
        SetAside(files.QemuMessages, files.PreviousQemuMessages);

        // Written first: were this process killed right after QEMU's start, the next one would still find the machine.
        MachineStore.Save(files, NewState(launch));
        var command = QemuCommandLine.Build(launch, files);
        await File.WriteAllTextAsync(files.QemuLog, $"{command}\n", cancellationToken);

        // Not cancelled: half a start is harder to put right than a whole one.
        var result = await processes.RunAsync(command, CancellationToken.None);
        await File.AppendAllTextAsync(files.QemuLog, result.Output + result.Error, CancellationToken.None);
        return result;
    }

    private static void SetAside(string log, string previous)
    {
        if (File.Exists(log))
        {
            File.Move(log, previous, overwrite: true);
        }
    }

    private RunningMachine Remember(MachineFiles files, MachineLaunch launch)
    {
        // One that has ended already is left to the watch, which knows what to do about machines that end.
        var process = store.FindByPidFile(files) ?? s_gone;
        var state = NewState(launch).With(process);
        MachineStore.Save(files, state);
        return new RunningMachine(state, process);
    }

    private static MachineState NewState(MachineLaunch launch) => new()
    {
        Port = launch.AgentPort,
        Accelerator = launch.Accelerator,
        IsVolatile = launch.IsVolatile,
        StartedAt = DateTimeOffset.UtcNow,
        GuestSide = QemuCommandLine.GuestSide(launch),
        Mounts = launch.Mounts,
    };

    private int PickPort(int preferred, int tries, IBootReporter reporter)
    {
        if (preferred == 0 || (tries == 1 && ports.IsFree(preferred)))
        {
            return preferred;
        }

        var port = ports.FindFree();
        reporter.Note($"Port {preferred} of this host is in use; the agent is at port {port}.");
        return port;
    }

    private LauncherException PortInUse(int port)
    {
        var free = ports.FindFree();
        return Failures.PortInUse(port, free, $"pockr up --port {free}");
    }

    private static bool IsSandboxRefused(string error) => error.Contains("sandbox", StringComparison.Ordinal);

    private static bool IsPortRefused(string error) => error.Contains("Could not set up host forwarding rule", StringComparison.Ordinal);

    private static LauncherException Explain(ProcessResult result, MachineLaunch launch, MachineFiles files)
    {
        var isMemory = result.Error.Contains("Cannot allocate memory", StringComparison.Ordinal);
        return isMemory
            ? Failures.NotEnoughMemory(launch.MemoryMiB, HostResources.OfThisHost().AvailableMemoryMiB, minimumMiB: 0)
            : Failures.QemuRefused(result.ErrorTail.Length > 0 ? result.ErrorTail : $"it ended with code {result.ExitCode}.", files.QemuLog);
    }
}
