using System.Text.Json.Nodes;

namespace Pockr.GuestAgent.Tests.Description;

/// <summary>One operation of the OpenAPI document.</summary>
internal sealed record Operation(string Method, string Path, JsonNode Json)
{
    public string Name => $"{Method} {Path}";

    public string? Id => (string?)Json["operationId"];

    public string? Tag => (string?)Json["tags"]?[0];

    public IEnumerable<JsonNode> Parameters => (Json["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);
}

internal static class Operations
{
    public static IEnumerable<Operation> Of(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!);
}
