using System.IO.Pipelines;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Pockr.HostLauncher.Mcp.Tools;

namespace Pockr.HostLauncher.Mcp;

/// <summary>Speaks the Model Context Protocol with one client, until that closes its end.</summary>
internal sealed class McpService(McpSandboxes sandboxes, McpLimits limits, UnexpectedErrors unexpected)
{
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What it is answered; closed at the end.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var closed = new CancellationTokenSource(); // of the reading, which may outlive this
        var pipe = new Pipe();
        _ = PassOnAsync(input, pipe.Writer, closed);
        await using var transport = new StreamServerTransport(pipe.Reader.AsStream(), output);
        await using var server = McpServer.Create(transport, OptionsUntil(closed.Token));
        await server.RunAsync(cancellationToken);
    }

    private McpServerOptions OptionsUntil(CancellationToken closed) => new()
    {
        ServerInfo = new Implementation { Name = "pockr", Title = "Pockr", Version = typeof(McpService).Assembly.GetName().Version!.ToString(3) },
        ServerInstructions = Instructions,
        ToolCollection =
        [
            new RunCodeTool(sandboxes, limits),
            new RunCommandTool(sandboxes, limits),
            new ReadFileTool(sandboxes, limits),
            new WriteFileTool(sandboxes),
            new ListFilesTool(sandboxes),
            new CreateSandboxTool(sandboxes, limits),
            new ListSandboxesTool(sandboxes),
            new ListPortsTool(sandboxes),
            new RemoveSandboxTool(sandboxes),
        ],
        Filters = { Request = { CallToolFilters = { new ToolCalls(sandboxes, unexpected, closed).Wrap } } },
    };

    private string Instructions =>
        "Sandboxes are Linux containers in a virtual machine, apart from the user's computer and files: run untrusted code in them freely. "
        + $"Tools that take no 'sandbox' use one named '{McpSandboxes.Usual}', which is made by itself. "
        + (limits.HasNetwork ? $"Sandboxes are on the network '{limits.Network}'. " : "Sandboxes have no network. ")
        + $"Each has at most {limits.MemoryMiB} MiB of memory; there are at most {limits.Sandboxes} at a time, and all are removed when this server ends.";

    // A read of standard input cannot be given up, and is left behind here when the server ends before its client does.
    private static async Task PassOnAsync(Stream input, PipeWriter writer, CancellationTokenSource closed)
    {
        try
        {
            await input.CopyToAsync(writer);
        }
        finally
        {
            await writer.CompleteAsync();
            await closed.CancelAsync();
        }
    }
}
