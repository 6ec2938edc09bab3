using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures of what pockr leaves with other programs.</summary>
internal static partial class CommandFailures
{
    public static LauncherException ContextForeign(string name, string reason) => new(
        $"The Docker context '{name}' was {reason}, and is left as it is.",
        $"Name another with '--context', or remove it with 'docker context rm {name}'.",
        ExitCodes.LeftAlone);

    public static LauncherException ContextInUse(string name) => new(
        $"The Docker context '{name}' is the one the docker command uses.",
        "Have it use another first: 'docker context use default', and without DOCKER_CONTEXT in the environment.",
        ExitCodes.LeftAlone);

    public static LauncherException UnitForeign(string path) => new(
        $"{path} was not made by pockr, and is left as it is.",
        "Move it away, or do without it.",
        ExitCodes.LeftAlone);

    public static LauncherException NoAutostart() => new(
        "pockr knows no way to start machines at login on this system.",
        "Have your system run 'pockr up' when you log in.");
}
