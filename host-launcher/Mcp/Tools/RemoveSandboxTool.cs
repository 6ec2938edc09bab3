namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>remove_sandbox</c></summary>
internal sealed class RemoveSandboxTool(McpSandboxes sandboxes) : SandboxTool<ToolRemoval>(sandboxes, McpJson.Readable.ToolRemoval, Text, s_name)
{
    private static readonly ToolParameter s_name = ToolParameter.Text("sandbox", "Name of the sandbox to remove.") with { IsRequired = true };

    private static ToolText Text => new(
        "remove_sandbox", "Remove a sandbox", "Removes a sandbox with its files and everything that runs in it. This cannot be undone.")
    {
        IsDestructive = true,
    };

    protected override async Task<ToolRemoval> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var name = SandboxName.Check(arguments.RequiredText(s_name))!;
        await Sandboxes.RemoveAsync(name, cancellationToken);
        return new ToolRemoval(name);
    }
}
