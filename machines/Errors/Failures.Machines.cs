using Pockr.Contracts;

namespace Pockr.Machines.Errors;

/// <summary>Failures of machines.</summary>
internal static partial class Failures
{
    private const string DiskStays = "The machine's disk is left as it is.";

    private const string TakeAlong =
        $"{DiskStays} Start it with the pockr it was made with, take along what is in it ('pockr save', 'pockr cp'), and make a new one of a newer image: 'pockr image pull URL', then 'pockr up NEW'.";

    public static LauncherException InvalidName(string name) => new(
        $"'{name}' cannot be a machine's name.",
        "Use 1 to 32 lower-case letters, digits and hyphens, a letter or digit first.",
        ExitCodes.Usage);

    public static LauncherException InvalidSettings(IReadOnlyList<SettingFinding> findings) => new(
        $"The machine cannot be made like this:{string.Concat(findings.Select(finding => $"\n  {finding}"))}",
        "Set other values with options of 'pockr up', or with 'pockr config set KEY=VALUE'.",
        ExitCodes.InvalidSettings);

    public static LauncherException MachineNotFound(string name) => new(
        $"There is no machine '{name}'.",
        $"Make it with '{Up(name)}'.",
        ExitCodes.MachineNotFound);

    public static LauncherException MachineInUse(string name) => new(
        $"The machine '{name}' runs or is suspended.",
        $"Shut it down with 'pockr down --power-off {name}', or remove it as it is with 'pockr vm rm --force {name}'.",
        ExitCodes.MachineInUse);

    public static LauncherException NotRunning(string name) => new(
        $"The machine '{name}' is not running.",
        $"Start it with '{Up(name)}'.",
        ExitCodes.NotRunning);

    public static LauncherException DiskDamaged(string path, string reason) => new(
        $"The machine's disk {path} is damaged: {reason}",
        $"Look at it with 'qemu-img check {path}'; 'qemu-img check -r all {path}' mends what can be mended. Copy the file first.",
        ExitCodes.DiskDamaged);

    public static LauncherException DiskNamesOthers(string path, string named, string? expected) => new(
        $"The disk {path} is not opened: its header names {named}, and not {expected ?? "no other file"}, as what it lies over.",
        expected is null
            ? "Use an image that was built by './build.sh image'."
            : $"If it was moved and is yours: 'qemu-img rebase -u -f qcow2 -F qcow2 -b {expected} {path}'.",
        ExitCodes.DiskDamaged);

    public static LauncherException QemuRefused(string reason, string logPath) => new(
        $"QEMU did not start: {reason}",
        $"Look at {logPath}, which has its command line, or start without hardware acceleration: 'pockr up --accel tcg'.",
        ExitCodes.QemuFailed);

    public static LauncherException MonitorFailed(string command, string reason, Exception? cause = null) => new(
        $"QEMU did not do '{command}': {reason}",
        "Look at the machine with 'pockr status', start it anew with 'pockr down' and 'pockr up'.",
        ExitCodes.QemuFailed,
        cause);

    public static LauncherException MemoryUnfit(string reason, Exception? cause = null) => new(
        $"What the machine had in memory cannot be kept or used: {reason}.",
        "Shut the machine down with 'pockr down --power-off', and start it with 'pockr up'.",
        ExitCodes.QemuFailed,
        cause);

    public static LauncherException IdentityRefused(string reason) => new(
        $"The machine's agent did not take its token and name: {reason}",
        "Look at the machine with 'pockr status'; the agent's log in it is /var/log/guest-agent.log.",
        ExitCodes.AgentFailed);

    /// <param name="version">Version of the identity channel that the agent speaks.</param>
    /// <param name="own">The one this program speaks.</param>
    public static LauncherException AgentOfAnotherAge(int version, int own) => new(
        $"The machine's image is of {(version < own ? "an older" : "a newer")} pockr than this one: its agent speaks version {version} of the identity channel, and this one {own}.",
        version < own ? TakeAlong : $"Use a newer pockr. {DiskStays}",
        ExitCodes.AgentOfAnotherAge);

    public static LauncherException AgentSilent(int seconds) => new(
        $"The machine's agent answers, but has not taken its token in {seconds} s: its image is probably of another pockr than this one.",
        TakeAlong,
        ExitCodes.AgentOfAnotherAge);

    public static LauncherException TemplateFailed(string reason) => new(
        $"A template was not made: {reason}",
        "Start the machine without one: 'pockr up --no-template'.",
        ExitCodes.BootFailed);

    public static LauncherException VolatileOfSuspended(string name) => new(
        $"The machine '{name}' is suspended, and a volatile run would begin with its disk as it is in the midst of things.",
        $"Let it go on with '{Up(name)}', or forget what it has in memory with 'pockr down --power-off {name}'.",
        ExitCodes.MachineInUse);

    public static LauncherException VolatileRuns(string name) => new(
        $"The machine '{name}' is volatile: nothing of what it has written can be kept.",
        $"End it with 'pockr down {name}', and start it without --volatile.",
        ExitCodes.MachineInUse);

    public static LauncherException BootFailed(string name, int starts, string reason, string consoleTail, string serialLog, string qemuLog) => new(
        $"The machine '{name}' did not come up, started {starts} times. The last time: {reason} Its console ended with:\n{consoleTail}",
        $"Look at {serialLog} and {qemuLog}; 'pockr up --accel tcg' leaves hardware acceleration out.",
        ExitCodes.BootFailed);

    public static LauncherException StillRunning(string name, int processId) => new(
        $"The machine '{name}' did not end: its QEMU, process {processId}, is still there.",
        $"End it by hand: 'kill -9 {processId}'.");

    public static LauncherException SomeFailed(IReadOnlyList<string> failures, string remedy) => new(
        string.Join('\n', failures),
        remedy,
        ExitCodes.AgentFailed);

    public static LauncherException ContainerNotRunning(string name) => new(
        $"The container '{name}' does not run.",
        $"Start it with 'pockr start {name}'.",
        ExitCodes.AgentFailed);

    public static LauncherException CommandNotStarted(string message, int exitCode) => new(
        message,
        "Check the command's name and path, and that the image has it.",
        exitCode);

    private static string Up(string name) => name == "default" ? "pockr up" : $"pockr up --vm {name}";
}
