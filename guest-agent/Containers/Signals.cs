using System.Globalization;

namespace Pockr.GuestAgent.Containers;

/// <summary>The signals of Linux, as Docker takes them: by number, or by name with or without <c>SIG</c>.</summary>
internal static class Signals
{
    public const string Remedy = "Use a signal's name such as 'SIGTERM', or its number, 1 to 64.";

    private const string Prefix = "SIG";
    private const int Highest = 64;

    private static readonly string[] s_names =
    [
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR",
        "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH",
        "XCPU", "XFSZ", "RTMIN", "RTMAX",
    ];

    public static bool IsSignal(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 1 and <= Highest;
        }

        var name = text.ToUpperInvariant();
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        return s_names.Contains(name) || IsRealTime(name, "RTMIN+") || IsRealTime(name, "RTMAX-");
    }

    // Each name is one of 15 signals from its end of the range; dockerd knows no others.
    private static bool IsRealTime(string name, string beginning)
    {
        return name.StartsWith(beginning, StringComparison.Ordinal)
            && int.TryParse(name[beginning.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && offset is >= 1 and <= 14;
    }
}
