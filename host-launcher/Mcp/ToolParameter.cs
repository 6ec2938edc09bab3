using System.Text.Json.Nodes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>An argument of a tool: what the model is told of it, and what is held against what the model sends.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in JSON Schema; of an array, that of what is in it.</param>
/// <param name="Description">What it is for, for a model.</param>
internal sealed record ToolParameter(string Name, string Type, string Description)
{
    public bool IsRequired { get; init; }

    public bool IsArray { get; init; }

    /// <summary>The texts it may be; any if empty.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public double? Least { get; init; }

    public double? Most { get; init; }

    /// <summary>Option of <c>pockr mcp</c> that sets <see cref="Most"/>, if one does.</summary>
    public string? Option { get; init; }

    public static ToolParameter Text(string name, string description) => new(name, "string", description);

    public static ToolParameter Texts(string name, string description) => new(name, "string", description) { IsArray = true };

    public static ToolParameter Number(string name, string description, double least, double most) =>
        new(name, "number", description) { Least = least, Most = most };

    public static ToolParameter Integer(string name, string description, int least, int most) =>
        new(name, "integer", description) { Least = least, Most = most };

    /// <summary>The sandbox a tool is about.</summary>
    public static ToolParameter Sandbox() =>
        Text("sandbox", $"Name of the sandbox. Left out: the sandbox '{McpSandboxes.Usual}', which is made when it is first used.");

    public JsonObject ToSchema()
    {
        var value = new JsonObject { ["type"] = Type };
        if (Choices.Count > 0)
        {
            value["enum"] = new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice))]);
        }

        Bound(value, "minimum", Least);
        Bound(value, "maximum", Most);
        var schema = IsArray ? new JsonObject { ["type"] = "array", ["items"] = value } : value;
        schema["description"] = Description;
        return schema;
    }

    private static void Bound(JsonObject schema, string name, double? bound)
    {
        if (bound is { } number)
        {
            schema[name] = number;
        }
    }
}
