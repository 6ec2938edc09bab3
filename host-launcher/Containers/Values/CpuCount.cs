using System.Globalization;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads processors as <c>1.5</c>, or as <c>50%</c> of one.</summary>
internal static class CpuCount
{
    private const double Whole = 100;

    public static double Parse(string option, string text)
    {
        var isPercent = text.EndsWith('%');
        var digits = isPercent ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)
            ? isPercent ? number / Whole : number
            : throw Failures.Usage($"'{option} {text}' is no number of processors.", $"Write '{option} 1.5', or '{option} 50%' for half of one.");
    }
}
