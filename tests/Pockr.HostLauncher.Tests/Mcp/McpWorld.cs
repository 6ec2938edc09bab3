using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Pockr.HostLauncher.Tests.Fakes;

namespace Pockr.HostLauncher.Tests.Mcp;

/// <summary><c>pockr mcp</c> from the typed line on, with the protocol's own client at the other end of its standard input and output.</summary>
internal sealed class McpWorld : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Task<int> _server;

    private readonly Stream _fromServer;
    private readonly StreamReader _lines;

    private McpWorld(Launcher launcher, string[] options)
    {
        var fromServer = new Pipe();
        Launcher = launcher;
        Sandboxes.AnswerAt(launcher.Agent);
        launcher.Input = _toServer.Reader.AsStream();
        launcher.Output = fromServer.Writer.AsStream();
        _fromServer = fromServer.Reader.AsStream();
        _lines = new StreamReader(_fromServer);
        _server = launcher.RunAsync(["mcp", .. options]);
    }

    public Launcher Launcher { get; }

    public FakeSandboxes Sandboxes { get; } = new();

    public McpClient Client { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<McpWorld> StartAsync(params string[] options) => await StartAsync(await Launcher.CreateRunningAsync(), options);

    public static async Task<McpWorld> StartAsync(Launcher launcher, params string[] options)
    {
        var world = new McpWorld(launcher, options);
        world.Client = await McpClient.CreateAsync(new StreamClientTransport(world._toServer.Writer.AsStream(), world._fromServer), cancellationToken: Cancellation);
        return world;
    }

    /// <summary>For a test that writes and reads messages itself; the client has begun.</summary>
    public static async Task<McpWorld> StartRawAsync(Launcher launcher, params string[] options)
    {
        var world = new McpWorld(launcher, options);
        await world.ExchangeAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""", 1);
        return world;
    }

    /// <summary>Sends a line and reads on to the answer of that number. Whatever is not JSON on the way is a failure.</summary>
    public async Task<JsonNode> ExchangeAsync(string line, int id)
    {
        await _toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"), Cancellation);
        while (true)
        {
            var answer = JsonNode.Parse((await _lines.ReadLineAsync(Cancellation))!)!;
            if ((int?)answer["id"] == id)
            {
                return answer;
            }
        }
    }

    /// <summary>Calls a tool with arguments as JSON.</summary>
    public async Task<CallToolResult> CallAsync(string tool, string arguments = "{}", CancellationToken? cancellationToken = null) =>
        await Client.CallToolAsync(
            new CallToolRequestParams { Name = tool, Arguments = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(value => value.Name, value => value.Value) },
            cancellationToken ?? Cancellation);

    /// <summary>Calls a tool that has to work.</summary>
    public async Task<JsonNode> MustAsync(string tool, string arguments = "{}")
    {
        var result = await CallAsync(tool, arguments);
        Assert.True(result.IsError is not true, TextOf(result));
        var structured = result.StructuredContent!.Value.GetRawText();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(structured), JsonNode.Parse(TextOf(result))), "A client without structured content is told something else.");
        return JsonNode.Parse(structured)!;
    }

    /// <summary>Calls a tool that has to refuse.</summary>
    public async Task<string> RefusedAsync(string tool, string arguments = "{}")
    {
        var result = await CallAsync(tool, arguments);
        Assert.True(result.IsError is true, TextOf(result));
        return TextOf(result);
    }

    /// <summary>Closes the server's standard input.</summary>
    /// <returns>What it ended with.</returns>
    public async Task<int> CloseAsync()
    {
        await _toServer.Writer.CompleteAsync();
        return await _server;
    }

    /// <summary>Waits for the server to end by itself.</summary>
    public Task<int> EndAsync() => _server;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (Client is not null)
        {
            await Client.DisposeAsync();
        }

        _lines.Dispose();
        await Launcher.DisposeAsync();
    }

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
