using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>A component as CycloneDX writes it.</summary>
internal static class CycloneDxComponent
{
    // As trivy reads them; without, it would look for vulnerabilities of source packages by the names of binary ones.
    private const string Trivy = "aquasecurity:trivy:";

    /// <param name="component">What it is.</param>
    /// <param name="type"><c>application</c> or <c>library</c>.</param>
    public static JsonObject Describe(Component component, string type)
    {
        var described = new JsonObject { ["type"] = type, ["bom-ref"] = component.PackageUrl, ["name"] = component.Name };
        if (component.Supplier is not null)
        {
            described["supplier"] = new JsonObject { ["name"] = component.Supplier };
        }

        if (component.Version is not null)
        {
            described["version"] = component.Version;
        }

        if (component.Sha256 is not null)
        {
            described["hashes"] = Hashes(component.Sha256);
        }

        if (component.License.Expression is not null)
        {
            described["licenses"] = Describe(component.License);
        }

        described["purl"] = component.PackageUrl;
        if (component.Source is var (name, version))
        {
            described["properties"] = JsonText.List(PropertiesOf(name, version));
        }

        if (component.Files.Count > 0)
        {
            described["components"] = JsonText.List(component.Files.Select(Describe));
        }

        return described;
    }

    public static JsonObject Describe(FileDigest file) => new() { ["type"] = "file", ["name"] = file.Name, ["hashes"] = Hashes(file.Sha256) };

    // One expression, or, as that has no place for what a licence is called elsewhere, the makers' words.
    private static JsonArray Describe(LicenseTerms license) => license.Unlisted.Count == 0
        ? new JsonArray(new JsonObject { ["expression"] = license.Expression })
        : JsonText.List(license.Names.Select(name => new JsonObject { ["license"] = new JsonObject { ["name"] = name } }));

    private static IEnumerable<JsonObject> PropertiesOf(string source, string version)
    {
        var (epoch, rest) = version.Split(':', 2) is [{ } before, { } after] ? (before, after) : (null, version);
        var dash = rest.LastIndexOf('-');
        yield return Property("SrcName", source);
        yield return Property("SrcVersion", dash < 0 ? rest : rest[..dash]);
        if (dash >= 0)
        {
            yield return Property("SrcRelease", rest[(dash + 1)..]);
        }

        if (epoch is not null)
        {
            yield return Property("SrcEpoch", epoch);
        }
    }

    private static JsonObject Property(string name, string value) => new() { ["name"] = Trivy + name, ["value"] = value };

    private static JsonArray Hashes(string sha256) => new(new JsonObject { ["alg"] = "SHA-256", ["content"] = sha256 });
}
