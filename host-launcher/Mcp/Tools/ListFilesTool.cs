using Pockr.Contracts;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>list_files</c></summary>
internal sealed class ListFilesTool(McpSandboxes sandboxes)
    : SandboxTool<ToolListing>(sandboxes, McpJson.Readable.ToolListing, Text, s_path, s_sandbox)
{
    private const int Limit = 500;

    private static readonly ToolParameter s_path = ToolParameter.Text("path", "The directory (default: the one commands start in).");
    private static readonly ToolParameter s_sandbox = ToolParameter.Sandbox();

    private static ToolText Text => new("list_files", "List files", $"Lists a directory of a sandbox, {Limit} entries at most, by name.") { IsReadOnly = true };

    protected override Task<ToolListing> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text(s_path) is { Length: > 0 } given ? given : ".";
        return Sandboxes.UseAsync(SandboxName.Check(arguments.Text(s_sandbox)), ListAsync, cancellationToken);

        async Task<ToolListing> ListAsync(Pockr.Sdk.Sandboxes.Sandbox sandbox)
        {
            var listing = await sandbox.Files.ListAsync(path, Limit, cancellationToken);
            return new ToolListing([.. listing.Entries.Select(Describe)], listing.Truncated);
        }
    }

    private static ToolFile Describe(DirectoryEntry entry) =>
        new(entry.Name, entry.Type, entry.SizeBytes, entry.Mode, entry.ModifiedAt, entry.LinkTarget);
}
