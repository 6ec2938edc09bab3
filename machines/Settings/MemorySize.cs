using System.Globalization;

namespace Pockr.Machines.Settings;

/// <summary>Reads <c>2048</c> (MiB), <c>512m</c> and <c>1g</c>.</summary>
internal static class MemorySize
{
    public static int? TryParseMiB(string text)
    {
        var unit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) : ' ';
        var digits = unit is 'm' or 'g' ? text[..^1] : text;
        var factor = unit == 'g' ? 1024 : 1;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue / 1024
            ? number * factor
            : null;
    }
}
