using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>An operation of the OpenAPI document the agent serves, and its example as a request.</summary>
internal sealed record ApiOperation(HttpMethod Method, string Path, JsonNode Json)
{
    public string Id => (string)Json["operationId"]!;

    public bool TakesJson => Contents.ContainsKey("application/json");

    public string? UploadType => Contents.Select(content => content.Key).FirstOrDefault(type => type != "application/json");

    private JsonObject Contents => Json["requestBody"]?["content"]?.AsObject() ?? [];

    private IEnumerable<JsonNode> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);

    public static async Task<IReadOnlyList<ApiOperation>> ReadAllAsync(HttpClient api)
    {
        var document = JsonNode.Parse(await api.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new ApiOperation(HttpMethod.Parse(operation.Key), path.Key, operation.Value!),
        ];
    }

    public IEnumerable<string> NamesIn(string place) =>
        Parameters.Where(parameter => (string?)parameter["in"] == place).Select(parameter => (string)parameter["name"]!);

    /// <param name="id">Stands for an id that the document can only make up.</param>
    /// <param name="upload">The body, where it is bytes.</param>
    public HttpRequestMessage Example(string? id, byte[]? upload)
    {
        var path = Parameters.Where(parameter => (string?)parameter["in"] == "path")
            .Aggregate(Path, (filled, parameter) => filled.Replace($"{{{parameter["name"]}}}", id ?? Text(parameter), StringComparison.Ordinal));
        var query = Parameters.Where(parameter => (string?)parameter["in"] == "query" && parameter["example"] is not null)
            .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString(Text(parameter))}");
        return new HttpRequestMessage(Method, $"{path}?{string.Join('&', query)}") { Content = Content(upload) };
    }

    private HttpContent? Content(byte[]? upload)
    {
        if (UploadType is { } type)
        {
            return new ByteArrayContent(upload!) { Headers = { { "Content-Type", type } } };
        }

        return Contents["application/json"]?["example"] is { } example
            ? new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json")
            : null;
    }

    private static string Text(JsonNode parameter)
    {
        var example = parameter["example"] is JsonArray list ? list[0] : parameter["example"];
        return Convert.ToString(example, CultureInfo.InvariantCulture)!;
    }
}
