namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>list_sandboxes</c></summary>
internal sealed class ListSandboxesTool(McpSandboxes sandboxes) : SandboxTool<ToolSandboxes>(sandboxes, McpJson.Readable.ToolSandboxes, Text)
{
    private static ToolText Text => new("list_sandboxes", "List sandboxes", "Lists the sandboxes there are, with their state and published ports.")
    {
        IsReadOnly = true,
    };

    protected override async Task<ToolSandboxes> RunAsync(ToolArguments arguments, CancellationToken cancellationToken) =>
        new(await Sandboxes.ListAsync(cancellationToken));
}
