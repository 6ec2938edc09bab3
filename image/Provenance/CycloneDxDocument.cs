using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>A list of what something is made of, in CycloneDX 1.6: the form most scanners of vulnerabilities take.</summary>
/// <param name="name">Names this very thing, so that its list has an id of its own.</param>
/// <param name="time">When it is from.</param>
internal sealed class CycloneDxDocument(string name, DateTimeOffset time)
{
    /// <param name="subject">The thing itself.</param>
    /// <param name="components">What it is made of.</param>
    /// <param name="dependencies">Which of them needs which, as <see cref="Depend"/> writes it.</param>
    public string Write(JsonObject subject, IEnumerable<JsonObject> components, IEnumerable<JsonObject> dependencies) => JsonText.Of(new JsonObject
    {
        ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["serialNumber"] = $"urn:uuid:{MakeId()}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = JsonText.Of(time),
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = Us.Tool }) },
            ["component"] = subject,
        },
        ["components"] = JsonText.List(components),
        ["dependencies"] = JsonText.List(dependencies),
    });

    public static JsonObject Depend(string from, IEnumerable<string> on) => new() { ["ref"] = from, ["dependsOn"] = JsonText.List(on) };

    // Version 8 of RFC 9562: what is in it is the maker's affair.
    private Guid MakeId()
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
