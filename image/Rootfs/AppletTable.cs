using System.Text;
using Pockr.Image.Errors;

namespace Pockr.Image.Rootfs;

/// <summary>
/// Finds out what <c>busybox --list-full</c> prints without running it: it may be for another processor. The program holds the names of its
/// applets, one after the other, and where each belongs, four bits an applet. Layout: busybox, applets/applet_tables.c.
/// </summary>
internal static class AppletTable
{
    // In the order of busybox's own numbers.
    private static readonly string[] s_directories = ["", "bin/", "sbin/", "usr/bin/", "usr/sbin/"];

    // What no build puts elsewhere: a place where all of these fit is the table.
    private static readonly (string Applet, int Directory)[] s_known = [("[", 3), ("sh", 1), ("mount", 1), ("init", 2), ("chroot", 4)];

    private static ReadOnlySpan<byte> FirstNames => "[\0[[\0"u8;

    /// <returns>Paths of the applets, relative, as <c>sbin/init</c>.</returns>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> program)
    {
        var names = ReadNames(program);
        var known = s_known.Select(known => (Index: names.IndexOf(known.Applet), known.Directory)).ToList();
        if (known.Any(applet => applet.Index < 0))
        {
            throw Failures.AppletsUnreadable("it does not hold the names of the usual applets");
        }

        var table = FindTable(program, (names.Count + 1) / 2, known).ToArray();
        return [.. names.Select((name, index) => s_directories[DirectoryAt(table, index)] + name)];
    }

    private static List<string> ReadNames(ReadOnlySpan<byte> program)
    {
        var names = new List<string>();
        var start = program.IndexOf(FirstNames);
        for (var rest = start < 0 ? [] : program[start..]; rest.IndexOf((byte)0) is > 0 and var length; rest = rest[(length + 1)..])
        {
            names.Add(Encoding.ASCII.GetString(rest[..length]));
        }

        return names;
    }

    private static ReadOnlySpan<byte> FindTable(ReadOnlySpan<byte> program, int bytes, List<(int Index, int Directory)> known)
    {
        ReadOnlySpan<byte> found = default;
        var fitting = 0; // so many bytes up to here could be of the table
        for (var end = 1; end <= program.Length; end++)
        {
            fitting = Fits(program[end - 1]) ? fitting + 1 : 0;
            if (fitting >= bytes && IsTable(program.Slice(end - bytes, bytes), known))
            {
                found = found.IsEmpty ? program.Slice(end - bytes, bytes) : throw Failures.AppletsUnreadable("it holds two tables of places");
            }
        }

        return found.IsEmpty ? throw Failures.AppletsUnreadable("it holds no table of their places") : found;
    }

    private static bool Fits(byte pair) => (pair & 0xf) < s_directories.Length && pair >> 4 < s_directories.Length;

    private static bool IsTable(ReadOnlySpan<byte> candidate, List<(int Index, int Directory)> known)
    {
        foreach (var (index, directory) in known)
        {
            if (DirectoryAt(candidate, index) != directory)
            {
                return false;
            }
        }

        return true;
    }

    private static int DirectoryAt(ReadOnlySpan<byte> table, int index) => (table[index / 2] >> (4 * (index % 2))) & 0xf;
}
