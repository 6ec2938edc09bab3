using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.EngineClient;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent.Containers;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class SystemRebootsTests
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task OneThatReboots_IsStarted_AndNoneThatEndsOtherwise()
    {
        await using var script = new ScriptedEngine((request, connection) => request switch
        {
            _ when IsFollowing(request) => TellAsync(connection, End("off", 130), End("stopped", 129), End("runs", 129), End("fleeting", 129), End("gone", 129), End("rebooted", 129)),
            "GET /containers/stopped/json" => SayAsync(connection, Container("stopped", stopSignal: "SIGINT")),
            "GET /containers/runs/json" => SayAsync(connection, Container("runs", running: true)),
            "GET /containers/fleeting/json" => SayAsync(connection, Container("fleeting", autoRemove: true)),
            "GET /containers/rebooted/json" => SayAsync(connection, Container("rebooted", stopSignal: "SIGRTMIN+3")),
            _ when request.StartsWith("GET /events?since=1767225600.000000000&until=1767225660.000000000", StringComparison.Ordinal) => SayAsync(connection, Chunked(Signal(2), Signal(1))),
            "POST /containers/rebooted/start" => StartAsync(connection),
            _ => SayAsync(connection, Answer(404, """{"message":"No such container: gone"}""")),
        });

        await RunUntilStartedAsync(script);

        Assert.Equal(["POST /containers/rebooted/start"], script.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)));
        Assert.DoesNotContain("GET /containers/off/json", script.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhenDockerdIsStartedAgain_RebootsAreSeenFromThenOn()
    {
        var followed = 0;
        await using var script = new ScriptedEngine((request, connection) => request switch
        {
            _ when IsFollowing(request) => ++followed switch
            {
                1 => SayAsync(connection, Chunked()),
                2 => SayAsync(connection, Answer(500, """{"message":"shutting down"}""")),
                _ => TellAsync(connection, End("rebooted", 129)),
            },
            "GET /containers/rebooted/json" => SayAsync(connection, Container("rebooted")),
            "POST /containers/rebooted/start" => StartAsync(connection),
            _ => SayAsync(connection, Chunked()),
        });

        await RunUntilStartedAsync(script);

        Assert.Equal(3, followed);
    }

    private async Task RunUntilStartedAsync(ScriptedEngine script)
    {
        using var engine = new DockerEngine(script.SocketPath);
        using var starts = new ContainerStarts(engine, new NewContainers(engine));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = new SystemReboots(engine, starts, NullLogger<SystemReboots>.Instance).RunAsync(ending.Token);

        await await Task.WhenAny(_started.Task, running);
        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static bool IsFollowing(string request) => request.StartsWith("GET /events?filters=", StringComparison.Ordinal) && request.Contains("pockr.init", StringComparison.Ordinal);

    private async Task StartAsync(NetworkStream connection)
    {
        await SayAsync(connection, Answer(204, ""));
        _started.TrySetResult();
    }

    private static Task SayAsync(NetworkStream connection, string answer) => connection.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation).AsTask();

    // Goes on, as dockerd's own does, until nobody listens.
    private static async Task TellAsync(NetworkStream connection, params string[] events)
    {
        await SayAsync(connection, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{string.Concat(events)}");
        await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancellation);
    }

    private static string End(string id, int exitCode) => Event("die", id, $"\"exitCode\":\"{exitCode}\"");

    private static string Signal(int number) => Event("kill", "x", $"\"signal\":\"{number}\"");

    private static string Event(string action, string id, string attribute) =>
        $$$"""{"Type":"container","Action":"{{{action}}}","Actor":{"ID":"{{{id}}}","Attributes":{{{{attribute}}}}},"timeNano":1767225660000000000}""" + "\n";

    private static string Container(string id, string? stopSignal = null, bool running = false, bool autoRemove = false)
    {
        var flags = (Running: running ? "true" : "false", AutoRemove: autoRemove ? "true" : "false");
        var stop = stopSignal is null ? "" : $",\"StopSignal\":\"{stopSignal}\"";
        return Answer(200, $$$"""
            {"Id":"{{{id}}}","Name":"/{{{id}}}","State":{"Status":"exited","Running":{{{flags.Running}}},"Pid":0,"ExitCode":129,"Error":"","StartedAt":"2026-01-01T00:00:00Z"},
             "Config":{"Tty":true,"Image":"debian"{{{stop}}}},"HostConfig":{"AutoRemove":{{{flags.AutoRemove}}}}}
            """);
    }
}
