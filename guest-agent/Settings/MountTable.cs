using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Settings;

/// <summary>A line of <c>/proc/PID/mountinfo</c>.</summary>
/// <param name="Root">What of the file system is mounted.</param>
/// <param name="Point">Where, as the process sees it.</param>
/// <param name="Type">Kind of file system.</param>
/// <param name="Source">What it is made of; of a directory of the host its tag.</param>
internal sealed record MountEntry(string Root, string Point, string Type, string Source);

/// <summary>What is mounted, as a process sees it.</summary>
internal static class MountTable
{
    public const string SharedType = "9p";

    private const int RootField = 3;
    private const int PointField = 4;

    /// <summary>The host's directories, in the order in which they were mounted; none of a process that has ended.</summary>
    public static IReadOnlyList<MountEntry> ReadShared(int? processId = null)
    {
        var process = processId?.ToString(CultureInfo.InvariantCulture) ?? "self";
        try
        {
            return [.. File.ReadLines($"/proc/{process}/mountinfo").Select(Parse).OfType<MountEntry>().Where(entry => entry.Type == SharedType)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    // "36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/root rw"; before the dash stand any number of fields.
    internal static MountEntry? Parse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        return dash > PointField && fields.Length > dash + 2
            ? new MountEntry(Decode(fields[RootField]), Decode(fields[PointField]), fields[dash + 1], Decode(fields[dash + 2]))
            : null;
    }

    // Blanks and backslashes are written as '\' and three octal digits.
    private static string Decode(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var text = new StringBuilder();
        for (var at = 0; at < field.Length; at++)
        {
            if (field[at] == '\\' && at + 3 < field.Length && !field.AsSpan(at + 1, 3).ContainsAnyExceptInRange('0', '7'))
            {
                text.Append((char)Convert.ToInt32(field.Substring(at + 1, 3), 8));
                at += 3;
            }
            else
            {
                text.Append(field[at]);
            }
        }

        return text.ToString();
    }
}
