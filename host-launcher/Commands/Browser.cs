using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Commands;

/// <summary>The user's browser, or whatever this system opens addresses with.</summary>
internal sealed class Browser(IProcessRunner processes, Func<string, string?> variable)
{
    /// <summary>Opens an address. It is an argument of a program, so it may say nothing that is a secret for long.</summary>
    /// <returns>Whether there is a browser.</returns>
    public bool TryOpen(string address) => Programs().Any(program => TryStart(program, address));

    // BROWSER names one, or several of which the first that is there is meant.
    private IEnumerable<string> Programs() =>
        [.. (variable("BROWSER") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. OfTheSystem()];

    private string[] OfTheSystem() =>
        OperatingSystem.IsMacOS() ? ["open"]
        : IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY") ? ["xdg-open"]
        : [];

    private bool IsSet(string name) => variable(name) is { Length: > 0 };

    private bool TryStart(string program, string address)
    {
        try
        {
            processes.Detach(new ProcessCommand(program, [address]));
            return true;
        }
        catch (LauncherException missing) when (missing.ExitCode == ExitCodes.MissingTool)
        {
            return false;
        }
    }
}
