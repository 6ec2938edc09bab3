using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pockr.HostLauncher.Mcp;

/// <summary>How answers of tools are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ToolSandbox))]
[JsonSerializable(typeof(ToolSandboxes))]
[JsonSerializable(typeof(ToolRemoval))]
[JsonSerializable(typeof(ToolRun))]
[JsonSerializable(typeof(ToolContent))]
[JsonSerializable(typeof(ToolWritten))]
[JsonSerializable(typeof(ToolListing))]
[JsonSerializable(typeof(ToolPorts))]
internal sealed partial class McpJson : JsonSerializerContext
{
    /// <summary>For models: without escapes that only web pages need.</summary>
    public static McpJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
