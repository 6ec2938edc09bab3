namespace Pockr.Machines.Settings;

/// <summary>
/// Reads <c>DIR[:GUESTPATH][:ro]</c>. A directory's name may have colons in it: of all that it can mean, what is there on this host counts.
/// </summary>
internal static class MountOption
{
    public static MachineMount Parse(string text)
    {
        var readings = ReadingsOf(text).ToList();
        return readings.Find(mount => Directory.Exists(mount.Source)) ?? readings[0];
    }

    private static IEnumerable<MachineMount> ReadingsOf(string text)
    {
        foreach (var (paths, readOnly) in WithoutMode(text))
        {
            for (var at = paths.LastIndexOf(":/", StringComparison.Ordinal); at > 0; at = paths.LastIndexOf(":/", at - 1, StringComparison.Ordinal))
            {
                yield return new MachineMount(FullPath(paths[..at]), Trim(paths[(at + 1)..]), readOnly);
            }

            yield return new MachineMount(FullPath(paths), FullPath(paths), readOnly);
        }
    }

    private static IEnumerable<(string Paths, bool ReadOnly)> WithoutMode(string text)
    {
        const int ModeLength = 3;
        if (text.EndsWith(":ro", StringComparison.Ordinal) || text.EndsWith(":rw", StringComparison.Ordinal))
        {
            yield return (text[..^ModeLength], text[^1] == 'o');
        }

        yield return (text, false);
    }

    private static string FullPath(string path) => path.Length == 0 ? path : Trim(Path.GetFullPath(path));

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;
}
