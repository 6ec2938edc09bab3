namespace Pockr.HostLauncher.Terminal;

/// <summary>Times as Docker's lists tell them.</summary>
internal static class Age
{
    public static string Format(DateTimeOffset time, DateTimeOffset now)
    {
        var age = now - time;
        return age.TotalSeconds switch
        {
            < 1 => "Less than a second ago",
            < 60 => Text((int)age.TotalSeconds, "second"),
            < 3600 => Text((int)age.TotalMinutes, "minute"),
            < 48 * 3600 => Text((int)age.TotalHours, "hour"),
            _ => age.TotalDays switch
            {
                < 14 => Text((int)age.TotalDays, "day"),
                < 60 => Text((int)age.TotalDays / 7, "week"),
                < 730 => Text((int)age.TotalDays / 30, "month"),
                _ => Text((int)age.TotalDays / 365, "year"),
            },
        };
    }

    private static string Text(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";
}
