using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Sdk.Hosts;

/// <summary>A machine of this host cannot be had. The message has the value that was wrong, the remedy what to do.</summary>
public sealed class MachineException : PockrException
{
    internal MachineException(LauncherException failure)
        : base(failure.Message, CodeOf(failure.ExitCode), failure.Remedy, null, failure)
    {
        ExitCode = failure.ExitCode;
    }

    /// <summary>What <c>pockr up</c> would have ended with; docs/launcher.md lists what it means.</summary>
    public int ExitCode { get; }

    /// <summary>Does something with machines, of which what goes wrong is told as this.</summary>
    internal static async Task<T> TranslateAsync<T>(Func<Task<T>> actAsync)
    {
        try
        {
            return await actAsync().ConfigureAwait(false);
        }
        catch (LauncherException failure)
        {
            throw new MachineException(failure);
        }
    }

    /// <inheritdoc cref="TranslateAsync{T}"/>
    internal static Task TranslateAsync(Func<Task> actAsync) => TranslateAsync(async () =>
    {
        await actAsync().ConfigureAwait(false);
        return true;
    });

    private static string CodeOf(int exitCode) => exitCode switch
    {
        ExitCodes.Usage or ExitCodes.InvalidSettings => "machine_settings_invalid",
        ExitCodes.NotRunning => "machine_not_running",
        ExitCodes.MachineNotFound => "machine_not_found",
        ExitCodes.MachineInUse => "machine_in_use",
        ExitCodes.MissingTool => "tool_missing",
        ExitCodes.ImageNotFound => "machine_image_not_found",
        ExitCodes.ImageDamaged or ExitCodes.ImageUntrusted => "machine_image_unusable",
        ExitCodes.NotEnoughMemory => "host_memory_short",
        ExitCodes.NotEnoughDisk => "host_disk_short",
        ExitCodes.PortInUse => "port_in_use",
        ExitCodes.BootFailed => "boot_failed",
        ExitCodes.DiskDamaged => "machine_disk_damaged",
        ExitCodes.QemuFailed => "qemu_failed",
        ExitCodes.HomeUnwritable => "home_unwritable",
        ExitCodes.AgentOfAnotherAge => "agent_of_another_age",
        _ => "machine_failed",
    };
}
