using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Image.Errors;

namespace Pockr.Image.Provenance;

/// <summary>
/// What the dashboard is bundled from, as the list that lies beside it has it. Its files are ours and all of these at once, so none is told
/// to be a package's own.
/// </summary>
internal static class BundledPackages
{
    private const string List = "pages/packages.json.gz";

    /// <param name="agent">Directory of the published agent.</param>
    public static IReadOnlyList<Component> Read(string agent)
    {
        var path = Path.Combine(agent, List);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var list = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return [.. JsonNode.Parse(list)!.AsArray().Select(package => Describe(package!))];
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or InvalidDataException or IOException)
        {
            throw Failures.DependenciesUnreadable(path, exception);
        }
    }

    private static Component Describe(JsonNode package)
    {
        var (name, version) = (Text("name"), Text("version"));
        return new Component(name, version, PackageUrl.Make($"npm/{name}", version), null, LicenseTerms.Of(Text("license")));

        string Text(string member) => package[member]!.GetValue<string>();
    }
}
