using System.Globalization;

namespace Pockr.GuestAgent.Containers;

/// <summary>The signals of Linux, as Docker takes them: by number, or by name with or without <c>SIG</c>.</summary>
internal static class Signals
{
    public const string Remedy = "Use a signal's name such as 'SIGTERM', or its number, 1 to 64.";

    private const string Prefix = "SIG";
    private const int Highest = 64;

    private const int FirstRealTime = 34; // those below are the C library's own

    // As x86_64 and aarch64 have them: signal(7).
    private static readonly Dictionary<string, int> s_numbers = new()
    {
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["ILL"] = 4, ["TRAP"] = 5, ["ABRT"] = 6, ["IOT"] = 6, ["BUS"] = 7, ["FPE"] = 8, ["KILL"] = 9,
        ["USR1"] = 10, ["SEGV"] = 11, ["USR2"] = 12, ["PIPE"] = 13, ["ALRM"] = 14, ["TERM"] = 15, ["STKFLT"] = 16, ["CHLD"] = 17, ["CLD"] = 17,
        ["CONT"] = 18, ["STOP"] = 19, ["TSTP"] = 20, ["TTIN"] = 21, ["TTOU"] = 22, ["URG"] = 23, ["XCPU"] = 24, ["XFSZ"] = 25, ["VTALRM"] = 26,
        ["PROF"] = 27, ["WINCH"] = 28, ["IO"] = 29, ["POLL"] = 29, ["PWR"] = 30, ["SYS"] = 31, ["RTMIN"] = FirstRealTime, ["RTMAX"] = Highest,
    };

    public static bool IsSignal(string text) => NumberOf(text) is not null;

    /// <summary>The signal's number, or nothing if it is none.</summary>
    public static int? NumberOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 1 and <= Highest ? number : null;
        }

        var name = text.ToUpperInvariant();
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        return s_numbers.TryGetValue(name, out number) ? number
            : FirstRealTime + RealTime(name, "RTMIN+") ?? Highest - RealTime(name, "RTMAX-");
    }

    // Each name is one of 15 signals from its end of the range; dockerd knows no others.
    private static int? RealTime(string name, string beginning)
    {
        return name.StartsWith(beginning, StringComparison.Ordinal)
            && int.TryParse(name[beginning.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && offset is >= 1 and <= 14 ? offset : null;
    }
}
