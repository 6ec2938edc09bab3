using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures around the services of a system in a container.</summary>
internal static partial class CommandFailures
{
    public static LauncherException NoServices(string container) => new(
        $"In the container '{container}' runs neither systemd nor OpenRC, so it has no services.",
        "Boot a system with 'pockr run --system IMAGE'; commands of other containers are run with 'pockr exec'.",
        ExitCodes.AgentFailed);

    public static LauncherException ServicesUnreadable(string container, string tool, string text) => new(
        $"The services of '{container}' cannot be listed, says its {tool}: {text}",
        "If it is still booting, try again in a moment; 'pockr logs NAME' shows its console.",
        ExitCodes.AgentFailed);

    public static LauncherException ServiceLogsMissing(string container) => new(
        $"OpenRC, which runs in '{container}', keeps no logs of services.",
        "Look into its files, such as /var/log, with 'pockr enter NAME'.",
        ExitCodes.AgentFailed);
}
