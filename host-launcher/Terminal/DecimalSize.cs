using System.Globalization;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Sizes of what Docker keeps, as it writes them: three digits, in thousands, <c>12.5MB</c>.</summary>
internal static class DecimalSize
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB"];

    public static string Format(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1000 && unit < s_units.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        var decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return $"{Math.Round(size, decimals).ToString("0.##", CultureInfo.InvariantCulture)}{s_units[unit]}";
    }
}
