using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Pockr.Contracts;
using Pockr.Image.Errors;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>A repository's <c>APKINDEX.tar.gz</c>, its signature verified.</summary>
internal sealed partial class PackageIndex
{
    public const string FileName = "APKINDEX.tar.gz";

    private PackageIndex(string signer, IReadOnlyList<IndexedPackage> packages)
    {
        Signer = signer;
        Packages = packages;
    }

    public string Signer { get; }

    public IReadOnlyList<IndexedPackage> Packages { get; }

    /// <summary>When the newest of its packages was built. An index has no time of its own.</summary>
    public long Newest => Packages.Max(package => package.BuildTime);

    /// <param name="file">The index.</param>
    /// <param name="address">Where it came from, for errors.</param>
    /// <param name="directory">The repository's directory, relative to the mirror.</param>
    /// <param name="keys">Whose signatures count.</param>
    public static PackageIndex Read(string file, string address, string directory, PinnedKeys keys)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var first = GzipMembers.Read(stream);
            var rest = new byte[stream.Length - stream.Position];
            stream.ReadExactly(rest);
            var signer = ApkSignature.Verify(address, first, rest, keys);
            List<IndexedPackage> packages = [.. Parse(Unpack(rest), directory)];
            return packages.Count > 0 ? new PackageIndex(signer, packages) : throw new InvalidDataException("it lists no package");
        }
        catch (Exception exception) when (TarEntries.IsDamage(exception))
        {
            throw Failures.IndexDamaged(address, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static string Unpack(byte[] gzip)
    {
        using var tar = new MemoryStream();
        using (var unpacked = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress))
        {
            unpacked.CopyTo(tar);
        }

        var index = TarFiles.Read(tar.ToArray()).FirstOrDefault(entry => entry.Name == "APKINDEX");
        return index.Content is { Length: > 0 } content ? Encoding.UTF8.GetString(content) : throw new InvalidDataException("it lists no package");
    }

    private static IEnumerable<IndexedPackage> Parse(string text, string directory)
    {
        foreach (var record in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = FieldsOf(record);
            var (name, version) = (fields.GetValueOrDefault('P', ""), fields.GetValueOrDefault('V', ""));
            if (!PlainName().IsMatch(name) || !PlainName().IsMatch(version))
            {
                throw new InvalidDataException($"it names a package '{name}' of version '{version}'");
            }

            yield return new IndexedPackage(
                name, version, $"{directory}/{name}-{version}.apk", Number(fields, 'S'), fields.GetValueOrDefault('C', ""),
                fields.GetValueOrDefault('L', ""), fields.GetValueOrDefault('o', name), fields.GetValueOrDefault('c', ""), Number(fields, 't'));
        }
    }

    private static Dictionary<char, string> FieldsOf(string record)
    {
        var fields = new Dictionary<char, string>();
        foreach (var line in record.Split('\n').Where(line => line.Length > 2 && line[1] == ':'))
        {
            if (!fields.TryAdd(line[0], line[2..]))
            {
                throw new InvalidDataException($"it has the field '{line[0]}' of a package twice");
            }
        }

        return fields;
    }

    private static long Number(Dictionary<char, string> fields, char field) =>
        long.TryParse(fields.GetValueOrDefault(field, "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"the field '{field}' of a package is '{fields[field]}'");

    // They become names of files.
    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9+_.-]*$")]
    private static partial Regex PlainName();
}
