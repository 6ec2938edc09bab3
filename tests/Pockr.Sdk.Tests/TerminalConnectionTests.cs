using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Testing;

namespace Pockr.Sdk.Tests;

public sealed class TerminalConnectionTests
{
    private const string Route = "GET /v1/vm/exec/tty";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task WhatIsTyped_AndSizes_GoOut_AndOutputAndExitCode_ComeIn()
    {
        await using var agent = await FakeAgent.StartAsync();
        var received = new List<string>();
        agent.On(Route, async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            received.Add(await ReceiveAsync(socket));
            received.Add(await ReceiveAsync(socket));
            await SendAsync(socket, "output", WebSocketMessageType.Binary);
            await socket.SendAsync("""{"exit"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, Cancellation);
            await SendAsync(socket, """Code":7}""", WebSocketMessageType.Text);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var terminal = await client.OpenMachineTerminalAsync(100, 30, Cancellation);
        await terminal.WriteAsync("ls\n"u8.ToArray(), Cancellation);
        await terminal.ResizeAsync(90, 20, Cancellation);
        var output = new StringBuilder();
        await foreach (var piece in terminal.ReadAsync(Cancellation))
        {
            output.Append(Encoding.UTF8.GetString(piece.Bytes.Span));
        }

        Assert.Equal(("output", 7), (output.ToString(), terminal.ExitCode));
        Assert.Equal(["ls\n", """{"resize":{"columns":90,"rows":20}}"""], received);
        Assert.Equal("GET /v1/vm/exec/tty?columns=100&rows=30", agent.Requests.Single());
        Assert.Equal("Bearer secret", agent.Authorizations.Single());
    }

    [Fact(Timeout = 30_000)]
    public async Task AConnectionThatIsLost_IsNoEnd()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On(Route, async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await ReceiveAsync(socket); // the client has it by now
            context.Abort();
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var terminal = await client.OpenMachineTerminalAsync(80, 24, Cancellation);
        await terminal.WriteAsync("x"u8.ToArray(), Cancellation);

        await Assert.ThrowsAsync<StreamCutException>(async () =>
        {
            await foreach (var piece in terminal.ReadAsync(Cancellation))
            {
                Assert.Equal(0, piece.Bytes.Length);
            }
        });
    }

    [Fact(Timeout = 30_000)]
    public async Task AnAgentThatKnowsNoTerminal_SaysSo()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnProblem(Route, StatusCodes.Status404NotFound, "not_found");
        using var client = new PockrClient(agent.Url, "secret");

        var refused = await Assert.ThrowsAsync<ResourceNotFoundException>(() => client.OpenMachineTerminalAsync(80, 24, Cancellation));

        Assert.Contains("404", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task StreamsAreToldApart_AlsoInMessagesOfSeveralPieces_AndInputEnds()
    {
        await using var agent = await FakeAgent.StartAsync();
        var received = "";
        agent.On("GET /v1/containers/a/exec/tty", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(new byte[] { 2 }, WebSocketMessageType.Binary, endOfMessage: false, Cancellation);
            await SendAsync(socket, "err", WebSocketMessageType.Binary);
            await SendAsync(socket, "\u0001\u0002out", WebSocketMessageType.Binary);
            received = await ReceiveAsync(socket);
            await SendAsync(socket, """{"exitCode":0}""", WebSocketMessageType.Text);
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var exec = await client.Containers.OpenExecAsync("a", new ExecRequest(["sh", "-c", "a&b"]), cancellationToken: Cancellation);
        await exec.EndInputAsync(Cancellation);
        List<string> pieces = [];
        await foreach (var piece in exec.ReadAsync(Cancellation))
        {
            pieces.Add($"{(piece.IsError ? "2" : "1")}{Encoding.UTF8.GetString(piece.Bytes.Span)}");
        }

        Assert.Equal(["2err", "1\u0002out"], pieces);
        Assert.Equal("""{"endInput":true}""", received);
        Assert.Equal("GET /v1/containers/a/exec/tty?cmd=sh&cmd=-c&cmd=a%26b&tty=false&streams=true", agent.Requests.Single());
    }

    [Fact(Timeout = 30_000)]
    public async Task AnAgentThatTellsNoStreams_IsNotMistaken()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /v1/containers/a/attach/tty", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await SendAsync(socket, "out", WebSocketMessageType.Binary);
            await ReceiveAsync(socket);
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var attached = await client.Containers.OpenAttachedAsync("a", cancellationToken: Cancellation);
        var failure = await Assert.ThrowsAsync<PockrException>(async () =>
        {
            await foreach (var piece in attached.ReadAsync(Cancellation))
            {
                Assert.Equal(0, piece.Bytes.Length);
            }
        });

        Assert.Contains("older image", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task WhoTakesLeave_IsHeardToTheEnd_AndHasNoExitCode()
    {
        await using var agent = await FakeAgent.StartAsync();
        var received = new List<string>();
        agent.On("GET /v1/containers/a/attach/tty", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            received.Add(await ReceiveAsync(socket));
            received.Add(await ReceiveAsync(socket));
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        });
        using var client = new PockrClient(agent.Url, "secret");

        await using var attached = await client.Containers.OpenAttachedAsync("a", new TerminalResize(80, 24), Cancellation);
        await attached.WriteAsync("last words"u8.ToArray(), Cancellation);
        await attached.LeaveAsync(Cancellation);
        await foreach (var piece in attached.ReadAsync(Cancellation))
        {
            Assert.Equal(0, piece.Bytes.Length);
        }

        Assert.Null(attached.ExitCode);
        Assert.Equal(["last words", ""], received);
    }

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static Task SendAsync(WebSocket socket, string text, WebSocketMessageType type) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, Cancellation);
}
