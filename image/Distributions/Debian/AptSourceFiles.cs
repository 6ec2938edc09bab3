using System.Text.RegularExpressions;

namespace Pockr.Image.Distributions.Debian;

/// <summary>Reads the sources of the host's apt in both of its formats (sources.list(5)).</summary>
internal static partial class AptSourceFiles
{
    public static IReadOnlyList<AptSource> ReadHost(string aptDirectory = "/etc/apt")
    {
        var parts = Path.Combine(aptDirectory, "sources.list.d");
        var files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return [.. files.Prepend(Path.Combine(aptDirectory, "sources.list")).Where(File.Exists).SelectMany(ReadFile)];
    }

    private static IEnumerable<AptSource> ReadFile(string path) => Path.GetExtension(path) switch
    {
        ".list" => ParseLines(File.ReadAllText(path)),
        ".sources" => ParseStanzas(File.ReadAllText(path)),
        _ => [],
    };

    /// <summary>The one-line format: <c>deb [signed-by=FILE] URI SUITE COMPONENT…</c></summary>
    internal static IEnumerable<AptSource> ParseLines(string text)
    {
        foreach (Match match in OneLine().Matches(text))
        {
            var words = match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2)
            {
                var signedBy = SignedByOption().Match(match.Groups["options"].Value);
                yield return new AptSource(words[0], [words[1]], words[2..], signedBy.Success ? signedBy.Groups[1].Value : null);
            }
        }
    }

    /// <summary>The deb822 format: stanzas of <c>Field: value</c>, apart by blank lines.</summary>
    internal static IEnumerable<AptSource> ParseStanzas(string text)
    {
        foreach (var stanza in BlankLines().Split(text))
        {
            var fields = Fields(stanza);
            if (Words(fields, "Types").Contains("deb") && !string.Equals(fields.GetValueOrDefault("Enabled"), "no", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var uri in Words(fields, "URIs"))
                {
                    yield return new AptSource(uri, Words(fields, "Suites"), Words(fields, "Components"), fields.GetValueOrDefault("Signed-By"));
                }
            }
        }
    }

    private static Dictionary<string, string> Fields(string stanza)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? current = null;
        foreach (var line in stanza.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (current is not null && char.IsWhiteSpace(line[0]))
            {
                fields[current] += $"\n{line.Trim()}";
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                current = line[..colon].Trim();
                fields[current] = line[(colon + 1)..].Trim();
            }
        }

        return fields;
    }

    private static string[] Words(Dictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[ \t]*deb[ \t]+(\[(?<options>[^\]]*)\][ \t]*)?(?<rest>[^#\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex OneLine();

    [GeneratedRegex(@"signed-by=(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex SignedByOption();

    [GeneratedRegex(@"\n[ \t]*(?:\n[ \t]*)+")]
    private static partial Regex BlankLines();
}
