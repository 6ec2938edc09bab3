using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>What an image is made of, in CycloneDX 1.6: the form most scanners of vulnerabilities take.</summary>
internal sealed class CycloneDxDocument(ImageContents image)
{
    // As trivy reads them; without, it would look for vulnerabilities of source packages by the names of binary ones.
    private const string Trivy = "aquasecurity:trivy:";

    private string SystemRef => $"{image.Manifest.Distro}-{image.ReleaseNumber}";

    public string Write() => JsonText.Of(new JsonObject
    {
        ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["serialNumber"] = $"urn:uuid:{MakeId(image.FullName)}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = image.Timestamp,
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = Us.Tool }) },
            ["component"] = DescribeImage(),
        },
        ["components"] = JsonText.List([DescribeSystem(), .. image.Components.Select(Describe)]),
        ["dependencies"] = JsonText.List(
        [
            Depend(image.FullName, [SystemRef, image.Agent[0].PackageUrl]),
            Depend(SystemRef, image.Packages.Select(package => package.PackageUrl)),
            Depend(image.Agent[0].PackageUrl, image.Agent.Skip(1).Select(part => part.PackageUrl)),
        ]),
    });

    private JsonObject DescribeImage() => new()
    {
        ["type"] = "platform",
        ["bom-ref"] = image.FullName,
        ["supplier"] = new JsonObject { ["name"] = Us.Name },
        ["name"] = image.Name,
        ["version"] = image.Manifest.BuildId,
        ["components"] = JsonText.List(image.Files.Select(Describe)),
    };

    private JsonObject DescribeSystem() => new()
    {
        ["type"] = "operating-system",
        ["bom-ref"] = SystemRef,
        ["name"] = image.Manifest.Distro,
        ["version"] = image.ReleaseNumber,
    };

    private JsonObject Describe(Component component)
    {
        var described = new JsonObject
        {
            ["type"] = component == image.Agent[0] ? "application" : "library",
            ["bom-ref"] = component.PackageUrl,
            ["name"] = component.Name,
        };
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

    private static JsonObject Describe(FileDigest file) => new() { ["type"] = "file", ["name"] = file.Name, ["hashes"] = Hashes(file.Sha256) };

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

    private static JsonObject Depend(string from, IEnumerable<string> on) => new() { ["ref"] = from, ["dependsOn"] = JsonText.List(on) };

    // Version 8 of RFC 9562: what is in it is the maker's affair.
    private static Guid MakeId(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
