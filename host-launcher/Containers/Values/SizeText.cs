using System.Globalization;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>104857600</c>, <c>512k</c>, <c>100m</c>, <c>1.5g</c>, as Docker does: bytes, and powers of 1024.</summary>
internal static class SizeText
{
    private const string Units = "bkmgt";
    private const string Unlimited = "-1";

    public static long Parse(string option, string text)
    {
        var digits = text.ToLowerInvariant();
        digits = digits.Length > 2 && digits[^1] == 'b' && Units.Contains(digits[^2], StringComparison.Ordinal) ? digits[..^1] : digits;
        var power = digits.Length > 1 ? Units.IndexOf(digits[^1], StringComparison.Ordinal) : -1;
        digits = power >= 0 ? digits[..^1] : digits;
        var isNumber = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var unit = 1L << (10 * Math.Max(0, power));
        return isNumber && number <= long.MaxValue / (decimal)unit && number * unit >= 1
            ? (long)(number * unit)
            : throw Failures.Usage($"'{option} {text}' is not a size.", $"Write bytes, or '100m', '1.5g', such as '{option} 100m'.");
    }

    /// <summary>As <see cref="Parse(string, string)"/>, within bounds.</summary>
    public static long Parse(string option, string text, long least, long most)
    {
        var size = Parse(option, text);
        return size >= least && size <= most
            ? size
            : throw Failures.Usage($"'{option} {text}' is {(size < least ? "too little" : "too much")}.", size < least ? $"Use {least} bytes or more." : $"Use {most} bytes or less.");
    }

    /// <summary>As <see cref="Parse(string, string)"/>, and <c>-1</c> for no limit.</summary>
    public static long ParseOrUnlimited(string option, string text) => text == Unlimited ? -1 : Parse(option, text);
}
