using System.Globalization;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads a time: <c>10m</c> ago, <c>2026-01-31T12:00:00Z</c> or <c>2026-01-31</c> (of this host's zone if it names none), seconds since 1970.</summary>
internal static class Moment
{
    public static DateTimeOffset? Parse(string option, string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (Duration.TryParse(text) is { } ago)
        {
            return now - ago;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e11m)
        {
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time
            : throw Failures.Usage($"'{option} {text}' is no time.", $"Write '{option} 10m' for ten minutes ago, or a time such as '2026-01-31T12:00:00Z'.");
    }
}
