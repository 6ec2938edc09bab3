using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Pockr.GuestAgent.Tests.Terminals;

public sealed class MachineTerminalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task AShell_HasATerminalOfTheSizeGiven_AndTellsItsExitCode()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var socket = await OpenAsync(agent, "?columns=123&rows=45");

        await TypeAsync(socket, "stty size\n");
        await ReadUntilAsync(socket, "45 123");
        await socket.SendAsync("""{"resize":{"columns":70,"rows":20}}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        await TypeAsync(socket, "stty size\n");
        await ReadUntilAsync(socket, "20 70");

        await TypeAsync(socket, "exit 7\n");
        await ReadUntilAsync(socket, """{"exitCode":7}""");
    }

    [Fact(Timeout = 60_000)]
    public async Task Keys_AreSignalsToWhatRunsInFront()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var socket = await OpenAsync(agent);

        // Said by what is to be hit: what the shell says itself may come before anything is in front.
        await TypeAsync(socket, "sh -c 'echo be\"\"gun; exec sleep 600'\n");
        await ReadUntilAsync(socket, "begun");
        await TypeAsync(socket, "\u0003");
        await TypeAsync(socket, "echo en''ded\n");

        await ReadUntilAsync(socket, "ended");
    }

    [Fact(Timeout = 60_000)]
    public async Task AClientThatGoesAway_EndsTheShellAndAllItStarted()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var socket = await OpenAsync(agent);
        await TypeAsync(socket, "setsid sleep 600 & echo pro''cesses $! $$ .\n");
        var output = await ReadUntilAsync(socket, " .\r\n", after: "processes ");
        var processes = output.Split("processes ")[1].Split(' ')[..2].Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);

        foreach (var process in processes)
        {
            while (IsAlive(process))
            {
                await Task.Delay(10, Cancellation);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task ARequestThatCannotBe_IsRefusedBeforeTheUpgrade()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var plain = await agent.Client.GetAsync("/v1/vm/exec/tty", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(agent, "?rows=0"));
    }

    private static async Task<ClientWebSocket> OpenAsync(AgentUnderTest agent, string query = "")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {AgentUnderTest.Token}");
        await socket.ConnectAsync(new Uri($"ws://{agent.Client.BaseAddress!.Authority}/v1/vm/exec/tty{query}"), Cancellation);
        return socket;
    }

    private static Task TypeAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, true, Cancellation);

    private static async Task<string> ReadUntilAsync(ClientWebSocket socket, string expected, string after = "")
    {
        var text = new StringBuilder();
        var piece = new byte[4096];
        while (text.ToString().IndexOf(after, StringComparison.Ordinal) is var at && (at < 0 || text.ToString().IndexOf(expected, at, StringComparison.Ordinal) < 0))
        {
            var received = await socket.ReceiveAsync(piece, Cancellation);
            Assert.True(received.MessageType != WebSocketMessageType.Close, $"closed after: {text}");
            text.Append(Encoding.UTF8.GetString(piece, 0, received.Count));
        }

        return text.ToString();
    }

    // One that has ended may still be waited for by nobody.
    private static bool IsAlive(int process)
    {
        var stat = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat";
        try
        {
            return !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
