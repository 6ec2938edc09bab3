using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>read_file</c></summary>
internal sealed class ReadFileTool(McpSandboxes sandboxes, McpLimits limits)
    : SandboxTool<ToolContent>(sandboxes, McpJson.Readable.ToolContent, Text(limits), s_path, s_sandbox, s_offset)
{
    private static readonly ToolParameter s_path = ToolParameter.Text("path", "The file; a path that is not absolute is where commands start.") with { IsRequired = true };
    private static readonly ToolParameter s_sandbox = ToolParameter.Sandbox();
    private static readonly ToolParameter s_offset = ToolParameter.Integer("offset", "Byte of the file to begin with (default: 0).", 0, int.MaxValue);

    protected override Task<ToolContent> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (path, offset) = (ToolPath.In(arguments, s_path), arguments.Integer(s_offset) ?? 0);
        return Sandboxes.UseAsync(
            SandboxName.Check(arguments.Text(s_sandbox)), sandbox => ReadAsync(sandbox, path, offset, cancellationToken), cancellationToken);
    }

    private static ToolText Text(McpLimits limits) => new(
        "read_file",
        "Read a file",
        $"Reads a file of a sandbox: UTF-8 as text, anything else as Base64. An answer has {limits.OutputBytes} bytes at most; if 'truncated' is true, "
        + "go on at 'nextOffset'.")
    {
        IsReadOnly = true,
    };

    private async Task<ToolContent> ReadAsync(Sandbox sandbox, string path, int offset, CancellationToken cancellationToken)
    {
        await using var file = await sandbox.Files.OpenReadAsync(path, cancellationToken);
        await SkipAsync(file, offset, cancellationToken);
        var bytes = new byte[limits.OutputBytes + 1]; // one more tells that there is more
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return FilePart.Of(bytes.AsSpan(0, Math.Min(count, limits.OutputBytes)), offset, isCut: count > limits.OutputBytes);
    }

    // The agent has no way to begin in the middle.
    private static async Task SkipAsync(Stream file, int count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (var (left, read) = (count, 1); left > 0 && read > 0; left -= read)
        {
            read = await file.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellationToken);
        }
    }
}
