using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Pockr.HostLauncher.Mcp;

/// <summary>A tool. A command that fails is an answer like any other.</summary>
/// <typeparam name="T">What it answers.</typeparam>
internal abstract class SandboxTool<T> : McpServerTool
{
    private static readonly JsonSchemaExporterOptions s_schema = new() { TreatNullObliviousAsNonNullable = true };

    private readonly IReadOnlyList<ToolParameter> _parameters;
    private readonly JsonTypeInfo<T> _type;

    protected SandboxTool(McpSandboxes sandboxes, JsonTypeInfo<T> type, ToolText text, params IReadOnlyList<ToolParameter> parameters)
    {
        (Sandboxes, _type, _parameters) = (sandboxes, type, parameters);
        ProtocolTool = new Tool
        {
            Name = text.Name,
            Title = text.Title,
            Description = text.Description,
            InputSchema = SchemaOf(parameters),
            OutputSchema = ToElement(type.GetJsonSchemaAsNode(s_schema)),
            Annotations = new ToolAnnotations
            {
                Title = text.Title,
                ReadOnlyHint = text.IsReadOnly,
                DestructiveHint = text.IsDestructive,
                OpenWorldHint = text.IsOpenWorld,
            },
        };
    }

    public override Tool ProtocolTool { get; }

    public override IReadOnlyList<object> Metadata => [];

    protected McpSandboxes Sandboxes { get; }

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = new ToolArguments(ProtocolTool.Name, _parameters, request.Params?.Arguments ?? new Dictionary<string, JsonElement>());
        return Answer(await RunAsync(arguments, cancellationToken));
    }

    protected abstract Task<T> RunAsync(ToolArguments arguments, CancellationToken cancellationToken);

    // Clients that do not know of structured content read the text.
    private CallToolResult Answer(T answer)
    {
        var structured = JsonSerializer.SerializeToElement(answer, _type);
        return new CallToolResult { Content = [new TextContentBlock { Text = structured.GetRawText() }], StructuredContent = structured };
    }

    private static JsonElement SchemaOf(IReadOnlyList<ToolParameter> parameters) => ToElement(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.ToSchema()))),
        ["required"] = new JsonArray([.. parameters.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Name))]),
        ["additionalProperties"] = false,
    });

    private static JsonElement ToElement(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
