using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Image.Errors;

namespace Pockr.Image.Provenance;

/// <summary>An assembly of ours, a package, or .NET's runtime, as the list of a published program's dependencies has it.</summary>
internal sealed record PublishedLibrary(string Name, string? Version, string Type, IReadOnlySet<string> Files)
{
    private const string RuntimePack = "runtimepack.";

    private static readonly string[] s_assets = ["runtime", "native"];

    private static readonly LicenseTerms s_mit = LicenseTerms.Of("MIT");

    /// <summary>Reads a list, which .NET calls <c>PROGRAM.deps.json</c>.</summary>
    public static IReadOnlyList<PublishedLibrary> ReadAll(string path)
    {
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path))!;
            var target = root["targets"]![(string)root["runtimeTarget"]!["name"]!]!.AsObject();
            return [.. target.Select(library => Parse(library.Key, (string)root["libraries"]![library.Key]!["type"]!, library.Value!.AsObject()))];
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw Failures.DependenciesUnreadable(path, exception);
        }
    }

    /// <param name="files">Those that were published; the library's own are picked out.</param>
    public Component Describe(IEnumerable<FileDigest> files)
    {
        List<FileDigest> own = [.. files.Where(file => Files.Contains(file.Name))];
        return Type == "project" ? Ours(Name, Version, own) : Type == "runtimepack"
            ? Package(Name[RuntimePack.Length..], "Microsoft", s_mit, own)
            : Package(Name, null, LicenseTerms.Unknown, own);
    }

    /// <summary>Something that we have made.</summary>
    public static Component Ours(string name, string? version, IReadOnlyList<FileDigest> files) =>
        new(name, version, PackageUrl.Make($"generic/{name}", version), Us.Name, s_mit) { Files = files };

    private Component Package(string name, string? supplier, LicenseTerms license, IReadOnlyList<FileDigest> files) =>
        new(name, Version, PackageUrl.Make($"nuget/{name}", Version), supplier, license) { Files = files };

    // The key is name and version, as 'Pockr.Contracts/0.1.0'; the assets are lists of files by their paths in the package, and what is
    // published lies side by side.
    private static PublishedLibrary Parse(string key, string type, JsonObject assets)
    {
        var files = s_assets.SelectMany(kind => assets[kind]?.AsObject() ?? []).Select(asset => Path.GetFileName(asset.Key));
        return key.Split('/') is [var name, var version, ..]
            ? new PublishedLibrary(name, version, type, files.ToHashSet())
            : throw new FormatException($"The library '{key}' has no version.");
    }
}
