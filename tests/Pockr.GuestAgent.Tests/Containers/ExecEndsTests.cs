using System.Net.Sockets;
using System.Text;
using Pockr.EngineClient;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent.Containers;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class ExecEndsTests
{
    private readonly TaskCompletionSource<NetworkStream> _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task WhatIsTold_ReachesWhoExpectsIt()
    {
        await using var script = new ScriptedEngine((_, connection) => FollowAsync(connection));
        using var engine = new DockerEngine(script.SocketPath);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var ends = new ExecEnds(engine);
        var running = ends.RunAsync(ending.Token);
        var dockerd = await _followed.Task;
        using var first = await ExpectAsync(ends, "e1");
        using var second = await ExpectAsync(ends, "e2");
        using var third = await ExpectAsync(ends, "e3");

        await SayAsync(dockerd, End("other", "7") + End("e2", "no number") + End("e2", "137") + End("e1", "0"));

        Assert.Equal((0, 137, null), (await first.ReadAsync(Cancellation), await second.ReadAsync(Cancellation), await third.ReadAsync(Cancellation)));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Null(ends.Expect("e4"));
    }

    [Fact]
    public void WhileNobodyListensToDockerd_NothingIsExpected()
    {
        using var engine = new DockerEngine("/nowhere");

        Assert.Null(new ExecEnds(engine).Expect("e1"));
    }

    // It follows a moment after dockerd has begun to answer.
    private static async Task<ExecEnd> ExpectAsync(ExecEnds ends, string id)
    {
        while (true)
        {
            if (ends.Expect(id) is { } end)
            {
                return end;
            }

            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task FollowAsync(NetworkStream connection)
    {
        await SayAsync(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        _followed.TrySetResult(connection);
        await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancellation);
    }

    private static Task SayAsync(NetworkStream connection, string answer) => connection.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation).AsTask();

    private static string End(string id, string exitCode) =>
        $$$"""{"Type":"container","Action":"exec_die","Actor":{"ID":"c","Attributes":{"execID":"{{{id}}}","exitCode":"{{{exitCode}}}"}},"timeNano":1}""" + "\n";
}
