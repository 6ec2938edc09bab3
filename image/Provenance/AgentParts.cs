using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Pockr.Image.Provenance;

/// <summary>
/// What the published agent is made of: our assemblies, what is left of packages and of .NET's runtime after trimming, and the pages. A part
/// none of whose files is left is not in the machine. The code of all of them is in <c>guest-agent.r2r.dll</c> once more, compiled.
/// </summary>
internal sealed partial class AgentParts(string directory)
{
    private const string Program = "guest-agent";
    private const string Dependencies = $"{Program}.deps.json";
    private const string Pages = "pages/swagger/swagger-ui";
    private const string PagesCode = $"{Pages}-bundle.js.gz";

    /// <summary>The agent itself first, then the others by their names.</summary>
    public async Task<IReadOnlyList<Component>> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new List<FileDigest>();
        foreach (var name in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(directory, path)).Order(StringComparer.Ordinal))
        {
            files.Add(await FileDigest.OfAsync(directory, name, cancellationToken));
        }

        var libraries = ReadLibraries();
        var version = libraries.FirstOrDefault(library => library.Name == Program)?.Version;
        Component[] others = [.. libraries.Where(library => library.Name != Program).Select(library => library.Describe(files)), .. DescribePages(files)];
        var left = others.Where(part => part.Files.Count > 0).Concat(BundledPackages.Read(directory)).OrderBy(part => part.Name, StringComparer.Ordinal).ToList();
        return [PublishedLibrary.Ours(Program, version, [.. files.Except(left.SelectMany(part => part.Files))]), .. left];
    }

    // A program that was published as one file has no list of what is in it.
    private IReadOnlyList<PublishedLibrary> ReadLibraries()
    {
        var path = Path.Combine(directory, Dependencies);
        return File.Exists(path) ? PublishedLibrary.ReadAll(path) : [];
    }

    private IEnumerable<Component> DescribePages(IEnumerable<FileDigest> files)
    {
        var version = ReadPagesVersion();
        yield return new Component("swagger-ui-dist", version, PackageUrl.Make("npm/swagger-ui-dist", version), "SmartBear Software", LicenseTerms.Of("Apache-2.0"))
        {
            Files = [.. files.Where(file => file.Name.StartsWith(Pages, StringComparison.Ordinal))],
        };
    }

    private string? ReadPagesVersion()
    {
        var path = Path.Combine(directory, PagesCode);
        if (!File.Exists(path))
        {
            return null;
        }

        using var code = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return PagesVersion().Match(code.ReadToEnd()) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("PACKAGE_VERSION:\"([0-9]+\\.[0-9]+\\.[0-9]+)\"")]
    private static partial Regex PagesVersion();
}
