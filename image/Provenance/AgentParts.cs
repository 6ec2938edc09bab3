using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pockr.Image.Errors;

namespace Pockr.Image.Provenance;

/// <summary>
/// What the published agent is made of: our assemblies, what is left of packages and of .NET's runtime after trimming, and the pages. A part
/// none of whose files is left is not in the machine. The code of all of them is in <c>guest-agent.r2r.dll</c> once more, compiled.
/// </summary>
internal sealed partial class AgentParts(string directory)
{
    private const string Program = "guest-agent";
    private const string Dependencies = $"{Program}.deps.json";
    private const string RuntimePack = "runtimepack.";
    private const string Pages = "pages/swagger/swagger-ui";
    private const string PagesCode = $"{Pages}-bundle.js.gz";

    private static readonly string[] s_assets = ["runtime", "native"];

    private static readonly LicenseTerms s_mit = LicenseTerms.Of("MIT");

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
        var version = libraries.Find(library => library.Name == Program).Version;
        Component[] others = [.. libraries.Where(library => library.Name != Program).Select(library => Describe(library, files)), .. DescribePages(files)];
        var left = others.Where(part => part.Files.Count > 0).OrderBy(part => part.Name, StringComparer.Ordinal).ToList();
        return [Ours(Program, version, [.. files.Except(left.SelectMany(part => part.Files))]), .. left];
    }

    // A program that was published as one file has no list of what is in it.
    private List<Library> ReadLibraries()
    {
        var path = Path.Combine(directory, Dependencies);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path))!;
            var target = root["targets"]![(string)root["runtimeTarget"]!["name"]!]!.AsObject();
            return [.. target.Select(library => Library.Parse(library.Key, (string)root["libraries"]![library.Key]!["type"]!, library.Value!.AsObject()))];
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw Failures.AgentUnreadable(path, exception);
        }
    }

    private static Component Describe(Library library, IEnumerable<FileDigest> files)
    {
        List<FileDigest> own = [.. files.Where(file => library.Files.Contains(file.Name))];
        return library.Type == "project" ? Ours(library.Name, library.Version, own) : library.Type == "runtimepack"
            ? Package(library.Name[RuntimePack.Length..], library.Version, "Microsoft", s_mit, own)
            : Package(library.Name, library.Version, null, LicenseTerms.Unknown, own);
    }

    private static Component Ours(string name, string? version, IReadOnlyList<FileDigest> files) =>
        new(name, version, PackageUrl.Make($"generic/{name}", version), Us.Name, s_mit) { Files = files };

    private static Component Package(string name, string? version, string? supplier, LicenseTerms license, IReadOnlyList<FileDigest> files) =>
        new(name, version, PackageUrl.Make($"nuget/{name}", version), supplier, license) { Files = files };

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

    private readonly record struct Library(string Name, string? Version, string Type, HashSet<string> Files)
    {
        /// <param name="key">Name and version, as <c>Pockr.Contracts/0.1.0</c>.</param>
        /// <param name="type">Where it is from.</param>
        /// <param name="assets">Lists of files by their paths in the package; what is published lies side by side.</param>
        public static Library Parse(string key, string type, JsonObject assets)
        {
            var files = s_assets.SelectMany(kind => assets[kind]?.AsObject() ?? []).Select(asset => Path.GetFileName(asset.Key));
            return new Library(key.Split('/')[0], key.Split('/')[1], type, [.. files]);
        }
    }
}
