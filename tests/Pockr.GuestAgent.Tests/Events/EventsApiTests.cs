using System.Text;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Events;

public sealed class EventsApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Resuming_SkipsOnlyThoseOfTheSameNanosecondThatCameBefore()
    {
        await using var script = new ScriptedEngine(request => request.StartsWith("GET /events", StringComparison.Ordinal)
            ? Chunked(Event("create", 5) + Event("attach", 5) + Event("start", 5), Event("die", 6))
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var lines = await agent.Client.GetStringAsync("/v1/events?since=0.000000005-2&until=9&type=container&action=die&action=start&container=web", Cancellation);

        Assert.Equal(
            """
            {"cursor":"0.000000005-3","time":"1970-01-01T00:00:00+00:00","type":"container","action":"start","id":"abc","name":"web","attributes":{"name":"web"}}
            {"cursor":"0.000000006-1","time":"1970-01-01T00:00:00+00:00","type":"container","action":"die","id":"abc","name":"web","attributes":{"name":"web"}}

            """,
            lines);
        Assert.Contains(
            "GET /events?since=0.000000005&until=9.000000000&filters=%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22die%22%2C%22start%22%5D%2C%22container%22%3A%5B%22web%22%5D%7D",
            script.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task AStream_ThatDockerdEnds_EndsWithAnError()
    {
        await using var script = new ScriptedEngine(request => request.StartsWith("GET /events", StringComparison.Ordinal)
            ? Chunked(Event("create", 5))
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events?since=9");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Last-Event-ID", "1.0-0");

        using var answer = await agent.Client.SendAsync(request, Cancellation);

        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith("id: 1.000000000-0\ndata: {\"cursor\":", text, StringComparison.Ordinal);
        Assert.Contains("\n\nevent: error\ndata: {\"error\":{\"status\":503,", text, StringComparison.Ordinal);
        Assert.Contains("GET /events?since=1.000000000", script.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task AClient_ThatLeaves_EndsTheConnectionToDockerd()
    {
        var ended = new TaskCompletionSource();
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (!request.StartsWith("GET /events", StringComparison.Ordinal))
            {
                await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(request)), Cancellation);
                return;
            }

            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(), Cancellation);
            Assert.Equal(0, await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancellation));
            ended.SetResult();
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        (await agent.Client.GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead, Cancellation)).Dispose();

        await ended.Task.WaitAsync(Cancellation);
    }

    private static string Event(string action, long nanoseconds) =>
        $$$"""{"Type":"container","Action":"{{{action}}}","Actor":{"ID":"abc","Attributes":{"name":"web"}},"scope":"local","time":0,"timeNano":{{{nanoseconds}}}}""" + "\n";
}
