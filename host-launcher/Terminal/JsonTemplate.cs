using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Terminal;

/// <summary>
/// The part of Docker's templates that is used most: text with <c>{{.State.Running}}</c> and <c>{{json .Mounts}}</c> in it. Names are found
/// however they are capitalized.
/// </summary>
internal sealed partial class JsonTemplate
{
    private const string Absent = "<no value>";

    private readonly string _text;

    private JsonTemplate(string text) => _text = text;

    public static JsonTemplate Parse(string text) => Places().Replace(text, "") is var rest && !rest.Contains("{{", StringComparison.Ordinal)
        ? new JsonTemplate(text)
        : throw Failures.Usage($"'--format {text}' has more in it than pockr reads.", "Use '{{.Name}}' and '{{json .Name}}', with the names that are printed without --format.");

    public string Apply(JsonNode value) => Places().Replace(_text, place =>
    {
        var found = place.Groups[2].Value.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode?)value, Find);
        var isJson = place.Groups[1].Success;
        return found is null ? (isJson ? "null" : Absent)
            : !isJson && found.GetValueKind() == JsonValueKind.String ? found.GetValue<string>()
            : found.ToJsonString();
    });

    private static JsonNode? Find(JsonNode? value, string name) =>
        (value as JsonObject)?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex(@"\{\{\s*(json\s+)?(\.[A-Za-z0-9_.\-]*)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
