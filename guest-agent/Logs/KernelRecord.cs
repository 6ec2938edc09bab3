using System.Globalization;

namespace Pockr.GuestAgent.Logs;

/// <summary>A record of <c>/dev/kmsg</c>: <c>PRIORITY,NUMBER,MICROSECONDS,FLAGS;TEXT</c>, and lines of details that begin with a blank.</summary>
/// <param name="Uptime">How long the machine had run; absent where that cannot be read.</param>
/// <param name="Text">The text without details, or the whole first line where the time cannot be read.</param>
internal readonly record struct KernelRecord(TimeSpan? Uptime, string Text)
{
    private const int Microseconds = 2;

    private static readonly long s_longest = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond;

    public static KernelRecord Parse(string record)
    {
        var first = record.Split('\n', 2)[0];
        var parts = first.Split(';', 2);
        var fields = parts[0].Split(',');
        return parts.Length == 2 && fields.Length > Microseconds && long.TryParse(fields[Microseconds], CultureInfo.InvariantCulture, out var time)
            && time >= 0 && time < s_longest
            ? new KernelRecord(TimeSpan.FromMicroseconds(time), parts[1])
            : new KernelRecord(null, first);
    }

    /// <summary>As <c>dmesg</c> prints it, with a line end.</summary>
    public string ToLine() => Uptime is not { } time ? Text + "\n" : string.Create(
        CultureInfo.InvariantCulture, $"[{(long)time.TotalSeconds,5}.{time.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000:D6}] {Text}\n");
}
