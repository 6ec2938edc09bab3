using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Pockr.EndToEnd.Tests;

/// <summary><c>pockr mcp</c> as a process, with the protocol's own client.</summary>
internal sealed class McpServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private McpServer(Process process, McpClient client)
    {
        (_process, Client) = (process, client);
        _error = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public McpClient Client { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<McpServer> StartAsync(PockrCli cli, params string[] options)
    {
        var start = new ProcessStartInfo(Requirements.Launcher, ["mcp", "--image", "busybox", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["POCKR_HOME"] = cli.Home },
        };
        var process = Process.Start(start)!;
        var transport = new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        return new McpServer(process, await McpClient.CreateAsync(transport, cancellationToken: Cancellation));
    }

    /// <summary>Calls a tool that has to work, with arguments as JSON.</summary>
    public Task<JsonNode> MustAsync(string tool, string arguments = "{}") => MustAsync(Client, tool, arguments);

    public static async Task<JsonNode> MustAsync(McpClient client, string tool, string arguments = "{}", CancellationToken? cancellationToken = null)
    {
        var result = await client.CallToolAsync(RequestOf(tool, arguments), cancellationToken ?? Cancellation);
        Assert.True(result.IsError is not true, TextOf(result));
        return JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!;
    }

    /// <summary>Calls a tool that has to refuse.</summary>
    public static async Task<string> RefusedAsync(McpClient client, string tool, string arguments)
    {
        var result = await client.CallToolAsync(RequestOf(tool, arguments), Cancellation);
        Assert.True(result.IsError is true, TextOf(result));
        return TextOf(result);
    }

    /// <summary>Closes its standard input and waits for its end.</summary>
    public async Task<(int ExitCode, string Error)> CloseAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(Cancellation);
        return (_process.ExitCode, await _error);
    }

    /// <summary>Ends it as nobody can prevent.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await Client.DisposeAsync();
        _process.Dispose();
    }

    private static CallToolRequestParams RequestOf(string tool, string arguments) => new()
    {
        Name = tool,
        Arguments = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(value => value.Name, value => value.Value),
    };

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
