using System.Globalization;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>The size of a machine's disk. Reads <c>20480</c> (MiB), <c>20480m</c>, <c>20g</c> and <c>1t</c>.</summary>
internal static class DiskSize
{
    public const long MiB = 1 << 20;

    /// <summary>What the image's file system was made to grow to, and an emulated machine gets done in its time.</summary>
    public const int LargestMiB = 1 << 20;

    public const long LargestBytes = LargestMiB * MiB;

    public static int ParseMiB(string text)
    {
        var (digits, factor) = text switch
        {
            [.. var number, 'm' or 'M'] => (number, 1L),
            [.. var number, 'g' or 'G'] => (number, 1L << 10),
            [.. var number, 't' or 'T'] => (number, 1L << 20),
            _ => (text, 1L),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 && size * factor <= LargestMiB
            ? (int)(size * factor)
            : throw Failures.InvalidDiskSize(text, LargestMiB);
    }
}
