using System.Text;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>write_file</c></summary>
internal sealed class WriteFileTool(McpSandboxes sandboxes)
    : SandboxTool<ToolWritten>(sandboxes, McpJson.Readable.ToolWritten, Text, s_path, s_content, s_encoding, s_sandbox)
{
    private const string Base64 = "base64";

    private static readonly ToolParameter s_path = ToolParameter.Text("path", "The file; a path that is not absolute is where commands start.") with { IsRequired = true };
    private static readonly ToolParameter s_content = ToolParameter.Text("content", "All that is to be in the file.") with { IsRequired = true };
    private static readonly ToolParameter s_encoding = ToolParameter.Text("encoding", "What 'content' is (default: utf-8).") with { Choices = ["utf-8", Base64] };
    private static readonly ToolParameter s_sandbox = ToolParameter.Sandbox();

    private static ToolText Text => new(
        "write_file", "Write a file", "Writes a file of a sandbox, in place of one that is there. Directories that are missing are made.")
    {
        IsDestructive = true,
    };

    protected override Task<ToolWritten> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (path, bytes) = (ToolPath.In(arguments, s_path), BytesIn(arguments));
        return Sandboxes.UseAsync(SandboxName.Check(arguments.Text(s_sandbox)), WriteAsync, cancellationToken);

        async Task<ToolWritten> WriteAsync(Pockr.Sdk.Sandboxes.Sandbox sandbox)
        {
            await sandbox.Files.WriteAsync(path, new MemoryStream(bytes), cancellationToken: cancellationToken);
            return new ToolWritten(path, bytes.Length);
        }
    }

    private static byte[] BytesIn(ToolArguments arguments)
    {
        var content = arguments.RequiredText(s_content);
        try
        {
            return arguments.Text(s_encoding) == Base64 ? Convert.FromBase64String(content) : Encoding.UTF8.GetBytes(content);
        }
        catch (FormatException)
        {
            throw ToolFailures.NotBase64(s_content.Name);
        }
    }
}
