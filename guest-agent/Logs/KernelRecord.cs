using System.Globalization;

namespace Pockr.GuestAgent.Logs;

/// <summary>A record of <c>/dev/kmsg</c>: <c>PRIORITY,NUMBER,MICROSECONDS,FLAGS;TEXT</c>, and lines of details that begin with a blank.</summary>
internal static class KernelRecord
{
    private const int Microseconds = 2;

    /// <summary>As <c>dmesg</c> prints it, with a line end.</summary>
    public static string Line(string record)
    {
        var first = record.Split('\n', 2)[0];
        var parts = first.Split(';', 2);
        var fields = parts[0].Split(',');
        return parts.Length == 2 && fields.Length > Microseconds && long.TryParse(fields[Microseconds], CultureInfo.InvariantCulture, out var time)
            ? string.Create(CultureInfo.InvariantCulture, $"[{time / 1_000_000,5}.{time % 1_000_000:D6}] {parts[1]}\n")
            : first + "\n";
    }
}
