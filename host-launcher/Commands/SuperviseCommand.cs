using System.CommandLine;
using System.Runtime.InteropServices;
using Pockr.Machines.Errors;
using Pockr.Machines.Supervision;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr supervise</c>: started by <c>up</c>, in the background; not for people.</summary>
internal sealed partial class SuperviseCommand : Command
{
    public SuperviseCommand(CommonOptions common, Func<Supervisor> supervisor)
        : base("supervise", "Stay with a machine until it ends.")
    {
        Hidden = true;
        SetAction(async (parsed, cancellationToken) =>
        {
            LeaveTerminal();
            await supervisor().RunAsync(common.NameIn(parsed), cancellationToken);
            return ExitCodes.Success;
        });
    }

    // Ctrl-C, and the end of a terminal, are for the command that started it.
    private static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetSid();
        }

        Directory.SetCurrentDirectory(Path.GetPathRoot(Environment.CurrentDirectory)!);
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSid();
}
