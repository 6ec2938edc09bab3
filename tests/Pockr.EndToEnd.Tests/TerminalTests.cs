using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class TerminalTests(RunningVm vm) : IAsyncLifetime
{
    private readonly string _name = $"b-{Guid.NewGuid():n}";
    private TestContainer _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _container = await TestContainer.RunAsync(vm, _name, """{"cmd":["sleep","600"]}""");

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task AShell_HasATerminalOfTheSizeGiven_AndTellsItsExitCode()
    {
        using var socket = await OpenAsync("cmd=sh&columns=123&rows=45");
        await TypeAsync(socket, "stty size\n");
        await ReadUntilAsync(socket, "45 123");

        await socket.SendAsync("""{"resize":{"columns":70,"rows":20}}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        await TypeAsync(socket, "stty size\n");
        await ReadUntilAsync(socket, "20 70");

        await TypeAsync(socket, "exit 7\n");
        await ReadUntilAsync(socket, """{"exitCode":7}""");
        var last = await socket.ReceiveAsync(new byte[100], Cancellation);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.NormalClosure), (last.MessageType, last.CloseStatus));
    }

    [Fact(Timeout = 120_000)]
    public async Task AClientThatGoesAway_EndsItsCommand()
    {
        using var socket = await OpenAsync("cmd=sh&cmd=-c&cmd=echo%20ready%3B%20sleep%20546%3B%20true");
        await ReadUntilAsync(socket, "ready");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);

        string processes;
        do
        {
            processes = (await vm.CurlAsync($"/v1/containers/{_name}/exec/run", """{"cmd":["ps","-o","args"]}""")).Body;
        }
        while (processes.Contains("sleep 546", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task AMessageThatIsNotUnderstood_ClosesAndSaysWhatIs()
    {
        using var socket = await OpenAsync("cmd=cat");
        await socket.SendAsync("""{"resize":{"columns":0,"rows":20}}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);

        var close = await socket.ReceiveAsync(new byte[100], Cancellation);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, close.CloseStatus);
        Assert.Contains("resize", close.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("", 400)]
    [InlineData("cmd=sh&rows=0", 400)]
    [InlineData("cmd=sh&columns=1001", 400)]
    public async Task ARequestThatCannotBe_IsRefusedBeforeTheUpgrade(string query, int status)
    {
        using var socket = NewSocket();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(_name, query), Cancellation));
        Assert.Equal(status, (int)socket.HttpStatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnUnknownContainer_Is404_AndAPlainRequest400()
    {
        using var socket = NewSocket();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address("b-nobody", "cmd=sh"), Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, socket.HttpStatusCode);
        Assert.Equal(400, (await vm.CurlAsync($"/v1/containers/{_name}/exec/tty?cmd=sh")).Status);
    }

    private static Task TypeAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, true, Cancellation);

    private static async Task ReadUntilAsync(ClientWebSocket socket, string expected)
    {
        var text = new StringBuilder();
        var piece = new byte[4096];
        while (!text.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(piece, Cancellation);
            Assert.True(received.MessageType != WebSocketMessageType.Close, $"closed after: {text}");
            text.Append(Encoding.UTF8.GetString(piece, 0, received.Count));
        }
    }

    private async Task<ClientWebSocket> OpenAsync(string query)
    {
        var socket = NewSocket();
        await socket.ConnectAsync(Address(_name, query), Cancellation);
        CalledRoutes.Note("GET", Address(_name, query).AbsolutePath);
        return socket;
    }

    private ClientWebSocket NewSocket()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {vm.Token}");
        socket.Options.CollectHttpResponseDetails = true;
        return socket;
    }

    private Uri Address(string container, string query) =>
        new($"{vm.Url.Replace("http://", "ws://", StringComparison.Ordinal)}/v1/containers/{container}/exec/tty?{query}");
}
