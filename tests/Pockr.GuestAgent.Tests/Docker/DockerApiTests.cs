using System.Net;
using System.Net.Sockets;
using System.Text;
using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Docker;

public sealed class DockerApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("GET /v1/docker/tunnel", "GET /first HTTP/1.1\r\nHost: docker\r\n\r\n", "GET /first")]
    [InlineData("POST /docker/exec/a%2Fb/start?x=1", "", "POST /exec/a%2Fb/start?x=1")]
    public async Task AnUpgrade_KeepsTheEndOfEachSide(string request, string first, string seen)
    {
        var rest = new TaskCompletionSource<string>();
        await using var script = new ScriptedEngine(async (asked, connection) =>
        {
            if (asked != seen)
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(asked)), Cancellation);
                return;
            }

            await connection.WriteAsync("HTTP/1.1 101 UPGRADED\r\n\r\nfrom the engine"u8.ToArray(), Cancellation);
            connection.Socket.Shutdown(SocketShutdown.Send);
            rest.SetResult(await new StreamReader(connection).ReadToEndAsync(Cancellation));
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using var client = await SendAsync(agent, $"{request} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n");
        await client.SendAsync(Encoding.ASCII.GetBytes(first));

        // The engine has ended its side: all it sent is here, and it still listens.
        var answer = await new StreamReader(new NetworkStream(client)).ReadToEndAsync(Cancellation);
        Assert.EndsWith("\r\n\r\nfrom the engine", answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        await client.SendAsync("from the client"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal("from the client", await rest.Task);
    }

    [Fact(Timeout = 60_000)]
    public async Task AClientThatGoesAway_EndsItsRequestAtTheEngine()
    {
        var gone = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (asked, connection) =>
        {
            if (asked != "GET /events")
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(asked)), Cancellation);
                return;
            }

            await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\nfirst"u8.ToArray(), Cancellation);
            await new StreamReader(connection).ReadToEndAsync(Cancellation);
            gone.SetResult();
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using (var client = await SendAsync(agent, "GET /docker/events HTTP/1.1\r\n"))
        {
            await client.ReceiveAsync(new byte[1]);
        }

        await gone.Task;
    }

    [Theory]
    [InlineData("/v1/docker/tunnel", HttpStatusCode.UpgradeRequired, "upgrade_required")]
    [InlineData("/docker/_ping", HttpStatusCode.ServiceUnavailable, "engine_unavailable")]
    public async Task WhatCannotBePassedOn_IsAProblem(string path, HttpStatusCode status, string code)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var answer = await agent.GetJsonAsync(path);

        Assert.Equal((status, code), (answer.Status, (string?)answer.Body["code"]));
    }

    private static async Task<Socket> SendAsync(AgentUnderTest agent, string head)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(agent.Client.BaseAddress!.Host, agent.Client.BaseAddress.Port, Cancellation);
        await client.SendAsync(Encoding.ASCII.GetBytes($"{head}Host: localhost\r\nAuthorization: Bearer {AgentUnderTest.Token}\r\n\r\n"));
        return client;
    }
}
