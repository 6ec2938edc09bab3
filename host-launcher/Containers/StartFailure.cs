using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>Tells a command that cannot be run from other failures to start a container, by the runtime's words, as the docker CLI does.</summary>
internal static class StartFailure
{
    private static readonly string[] s_notFound = ["executable file not found", "no such file or directory"];
    private static readonly string[] s_notExecutable = ["permission denied", "is a directory"];

    /// <summary>The exit code that stands for it, or nothing if it was not the command.</summary>
    public static int? ExitCodeOf(PockrException failure)
    {
        if (s_notFound.Any(text => failure.Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            return ExitCodes.CommandNotFound;
        }

        return s_notExecutable.Any(text => failure.Message.Contains(text, StringComparison.OrdinalIgnoreCase)) ? ExitCodes.CommandNotExecutable : null;
    }
}
