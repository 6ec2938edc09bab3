using System.Globalization;
using System.Text.RegularExpressions;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads times as Docker writes them: <c>500ms</c>, <c>30s</c>, <c>1m30s</c>, <c>2h</c>.</summary>
internal static partial class Duration
{
    private static readonly Dictionary<string, double> s_milliseconds = new() { ["ms"] = 1, ["s"] = 1000, ["m"] = 60_000, ["h"] = 3_600_000 };

    public static TimeSpan Parse(string option, string text) => TryParse(text)
        ?? throw Failures.Usage($"'{option} {text}' is no length of time.", $"Write it as '500ms', '30s' or '1m30s', such as '{option} 30s'.");

    public static TimeSpan? TryParse(string text)
    {
        var parts = Form().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var milliseconds = parts.Groups[1].Captures.Zip(parts.Groups[2].Captures, (number, unit) =>
            double.Parse(number.Value, CultureInfo.InvariantCulture) * s_milliseconds[unit.Value]).Sum();
        return milliseconds <= TimeSpan.FromDays(366 * 100).TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    [GeneratedRegex(@"^(?:([0-9]+(?:\.[0-9]+)?)(ms|s|m|h))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
