using System.Globalization;
using System.Text.RegularExpressions;

namespace Pockr.GuestAgent.Events;

/// <summary>
/// A place in the order of events: a time, and how many events of that very nanosecond are behind. dockerd takes a time only and sends
/// all events of it; the number says which of them not to send again.
/// </summary>
internal readonly partial record struct EventCursor(long Nanoseconds, int Passed = 0)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long MostSeconds = 7_258_118_400; // the year 2200; nanoseconds end in 2262
    private const int NanosecondsPerTick = 100;

    /// <summary>As dockerd wants it.</summary>
    public string Time => string.Create(
        CultureInfo.InvariantCulture, $"{Nanoseconds / NanosecondsPerSecond}.{Nanoseconds % NanosecondsPerSecond:D9}");

    public static EventCursor At(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick);

    public static DateTimeOffset TimeOf(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);

    /// <summary>Reads a cursor, seconds since 1970, or a time such as <c>2026-01-31T12:00:00Z</c>.</summary>
    public static EventCursor? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return TryParseTime(text);
        }

        var seconds = Number(match.Groups["seconds"].Value);
        var fraction = Number(match.Groups["fraction"].Value.PadRight(9, '0'));
        var passed = match.Groups["passed"] is { Success: true } group ? (int)Number(group.Value) : 0;
        return seconds > MostSeconds ? null : new EventCursor((seconds * NanosecondsPerSecond) + fraction, passed);
    }

    /// <summary>
    /// The place after an event. Two that happen at once may come in either order; the place never goes back, or what is behind it would
    /// come twice.
    /// </summary>
    public EventCursor After(long nanoseconds)
    {
        if (nanoseconds > Nanoseconds)
        {
            return new EventCursor(nanoseconds, 1);
        }

        return nanoseconds == Nanoseconds ? this with { Passed = Passed + 1 } : this;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}-{Passed}");

    private static EventCursor? TryParseTime(string text)
    {
        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.ToUnixTimeSeconds() is >= 0 and <= MostSeconds
            ? At(time)
            : null;
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<seconds>[0-9]{1,10})(?:\.(?<fraction>[0-9]{1,9}))?(?:-(?<passed>[0-9]{1,6}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
