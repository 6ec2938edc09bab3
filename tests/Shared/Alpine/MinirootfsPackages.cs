using System.IO.Compression;
using System.Text;

namespace Pockr.Testing.Alpine;

/// <summary>Makes the packages again that Alpine's minirootfs was installed from: its database tells which file is of which.</summary>
internal static class MinirootfsPackages
{
    private const string Database = "lib/apk/db/installed";

    public static IEnumerable<AlpinePackage> Read(string minirootfs)
    {
        using var tar = new GZipStream(File.OpenRead(minirootfs), CompressionMode.Decompress);
        var files = TarFile.ReadAll(tar).ToDictionary(file => file.Path);
        foreach (var stanza in Encoding.UTF8.GetString(files[Database].Content).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Parse(stanza, files);
        }

        // The release file holds these without saying of which package they are.
        yield return new AlpinePackage("alpine-release", "3.20.3-r0", [files["etc/alpine-release"], files["etc/os-release"], files["etc/issue"]]);
    }

    private static AlpinePackage Parse(string stanza, Dictionary<string, TarFile> files)
    {
        var lines = stanza.Split('\n').Where(line => line.Length > 2).ToList();
        var paths = new List<string>();
        var directory = "";
        foreach (var line in lines)
        {
            if (line.StartsWith("F:", StringComparison.Ordinal))
            {
                directory = line[2..];
            }
            else if (line.StartsWith("R:", StringComparison.Ordinal))
            {
                paths.Add(directory.Length > 0 ? $"{directory}/{line[2..]}" : line[2..]);
            }
        }

        return new AlpinePackage(Field(lines, 'P'), Field(lines, 'V'), [.. paths.Where(files.ContainsKey).Select(path => files[path])])
        {
            Depends = Field(lines, 'D').Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Provides = Field(lines, 'p').Split(' ', StringSplitOptions.RemoveEmptyEntries),
            License = Field(lines, 'L'),
            Origin = Field(lines, 'o'),
        };
    }

    private static string Field(List<string> lines, char name) => lines.Find(line => line[0] == name && line[1] == ':')?[2..] ?? "";
}
