using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A WebSocket of the agent on which a terminal is.</summary>
internal sealed class TerminalSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private TerminalSocket() => _socket.Options.CollectHttpResponseDetails = true;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="vm">The machine.</param>
    /// <param name="path">Below <c>/v1/containers/</c>, with its query.</param>
    public static async Task<TerminalSocket> OpenAsync(RunningVm vm, string path)
    {
        var socket = WithToken(vm);
        await socket.ConnectAsync(Address(vm, $"containers/{path}"));
        return socket;
    }

    /// <summary>One in the machine itself, as a page opens it: without a header.</summary>
    public static async Task<TerminalSocket> OpenAsPageAsync(RunningVm vm, string key)
    {
        var socket = new TerminalSocket();
        socket._socket.Options.AddSubProtocol("pockr");
        socket._socket.Options.AddSubProtocol($"pockr.bearer.{key}");
        await socket.ConnectAsync(Address(vm, "vm/exec/tty"));
        Assert.Equal("pockr", socket._socket.SubProtocol);
        return socket;
    }

    /// <summary>The status with which the agent refuses to open it.</summary>
    public static async Task<HttpStatusCode> RefusalAsync(RunningVm vm, string path)
    {
        using var socket = WithToken(vm);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(vm, $"containers/{path}")));
        return socket._socket.HttpStatusCode;
    }

    public Task TypeAsync(string text) => SendAsync(text, WebSocketMessageType.Binary);

    public Task TellAsync(string json) => SendAsync(json, WebSocketMessageType.Text);

    public async Task<string> ReadUntilAsync(string expected)
    {
        var text = new StringBuilder();
        var piece = new byte[4096];
        while (!text.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var received = await _socket.ReceiveAsync(piece, Cancellation);
            Assert.True(received.MessageType != WebSocketMessageType.Close, $"closed after: {text}");
            text.Append(Encoding.UTF8.GetString(piece, 0, received.Count));
        }

        return text.ToString();
    }

    public async Task<(WebSocketCloseStatus? Status, string? Text)> ReadCloseAsync()
    {
        var last = await _socket.ReceiveAsync(new byte[100], Cancellation);
        Assert.Equal(WebSocketMessageType.Close, last.MessageType);
        return (last.CloseStatus, last.CloseStatusDescription);
    }

    /// <summary>Resizes the terminal the shell is on, and has the shell end: it says its code last, and closes as usual.</summary>
    public async Task ResizeAndExitAsync()
    {
        await TellAsync("""{"resize":{"columns":70,"rows":20}}""");
        await TypeAsync("stty size\n");
        await ReadUntilAsync("20 70");

        await TypeAsync("exit 7\n");
        await ReadUntilAsync("""{"exitCode":7}""");
        Assert.Equal(WebSocketCloseStatus.NormalClosure, (await ReadCloseAsync()).Status);
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);

    public void Dispose() => _socket.Dispose();

    private static TerminalSocket WithToken(RunningVm vm)
    {
        var socket = new TerminalSocket();
        socket._socket.Options.SetRequestHeader("Authorization", $"Bearer {vm.Token}");
        return socket;
    }

    private static Uri Address(RunningVm vm, string path) =>
        new($"{vm.Url.Replace("http://", "ws://", StringComparison.Ordinal)}/v1/{path}");

    private async Task ConnectAsync(Uri address)
    {
        await _socket.ConnectAsync(address, Cancellation);
        CalledRoutes.Note("GET", address.AbsolutePath);
    }

    private Task SendAsync(string text, WebSocketMessageType type) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, Cancellation);
}
