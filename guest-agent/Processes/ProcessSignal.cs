using System.Globalization;
using System.Runtime.InteropServices;

namespace Pockr.GuestAgent.Processes;

/// <summary>Signals by their names, and their sending.</summary>
internal static partial class ProcessSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Stop = 19;

    /// <summary>Exit code of what was ended by <see cref="Kill"/>, as shells and dockerd count.</summary>
    public const int KilledExitCode = 128 + Kill;

    private const int Highest = 64;

    // In the order of their numbers on x86 and ARM, beginning with 1.
    private static readonly string[] s_names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c> or <c>15</c>; null if it is none.</summary>
    public static int? Parse(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 1 and <= Highest ? number : null;
        }

        var bare = name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        var index = Array.FindIndex(s_names, known => known.Equals(bare, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + 1;
    }

    // What cannot be signalled has ended, which nobody here has to be told; so the result is not looked at.
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial void Send(int processId, int signal);
}
