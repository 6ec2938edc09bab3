using System.Globalization;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Sizes of memory for people, in powers of 1024: <c>12.5MiB</c>.</summary>
internal static class BinarySize
{
    private const double Step = 1024;

    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Format(long bytes)
    {
        var (number, unit) = ((double)bytes, 0);
        while (number >= Step && unit < s_units.Length - 1)
        {
            (number, unit) = (number / Step, unit + 1);
        }

        return number.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + s_units[unit];
    }
}
