using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pockr.OpenApi;

/// <summary>What the routes themselves cannot tell of an operation: <c>operations.json</c>, by the operation's name.</summary>
/// <param name="Summary">One sentence.</param>
/// <param name="Path">Example of each parameter in the path.</param>
/// <param name="Query">Example of each parameter in the query that the example needs; one the route reads by hand is known from here alone.</param>
/// <param name="Body">Example of a JSON body.</param>
/// <param name="Upload">Media type of a body of bytes.</param>
internal sealed record OperationNotes(string Summary, JsonObject? Path = null, JsonObject? Query = null, JsonObject? Body = null, string? Upload = null)
{
    private static readonly Dictionary<string, OperationNotes> s_all = Read();

    public static OperationNotes Of(string operation) => s_all.GetValueOrDefault(operation)
        ?? throw new InvalidOperationException($"operations.json says nothing of {operation}.");

    private static Dictionary<string, OperationNotes> Read()
    {
        using var file = typeof(OperationNotes).Assembly.GetManifestResourceStream("operations.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, OperationNotes>>(file, JsonSerializerOptions.Web)!;
    }
}
