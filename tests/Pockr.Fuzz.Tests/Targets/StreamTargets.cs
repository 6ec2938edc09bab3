using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.Fuzz.Tests.Hosts;
using Pockr.GuestAgent;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Identity;
using Pockr.GuestAgent.Sessions;
using Pockr.Machines.Agent;
using Pockr.Machines.Qemu;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>What comes over connections: of dockerd, of the agent, of QEMU, and of what runs in a session.</summary>
internal static class StreamTargets
{
    private static readonly byte[] s_frames = [1, 0, 0, 0, 0, 0, 0, 3, .. "out"u8, 2, 0, 0, 0, 0, 0, 0, 3, .. "err"u8, 3, 0, 0, 0, 0, 0, 0, 4, .. "oops"u8];

    private static readonly string[] s_headers =
        ["Content-Length: 18446744073709551616\r\n", "Content-Length: 2147483647\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Content-Type: application/json; charset=none\r\n", "7fffffffffffffff\r\n", "Content-Encoding: gzip\r\n", "HTTP/1.1 204 No\r\n"];

    private static readonly byte[][] s_answers =
    [
        Answer("200 OK", """[{"id":"a","name":"web","image":"alpine","state":"running","status":"Up"}]"""),
        Answer("404 Not Found", """{"status":404,"title":"Not Found","detail":"No.","code":"container_not_found","remedy":"Look."}"""),
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n"u8.ToArray(),
    ];

    private static readonly byte[] s_lines = Answer(
        "200 OK", """{"stream":"stdout","text":"a"}""" + "\n" + """{"stream":"stderr","base64":"AAEC"}""" + "\n" + """{"exitCode":0}""" + "\n");

    public static IEnumerable<Target> All =>
    [
        new("engine-frames", [s_frames], input => ReadFramesAsync(new MemoryStream(input)).GetAwaiter().GetResult())
        {
            Promised = [typeof(EndOfStreamException), typeof(InvalidDataException), typeof(EngineException)], MostAllocation = 1 << 20,
        },
        OfEngine("engine-events", """{"Type":"container","Action":"start","Actor":{"ID":"a","Attributes":{"name":"web"}},"time":1,"timeNano":1000000000}""", async engine =>
        {
            await using var events = await engine.System.GetEventsAsync(null, null, new Dictionary<string, IReadOnlyList<string>>(), CancellationToken.None);
            await foreach (var _ in events.ReadAsync(CancellationToken.None))
            {
            }
        }),
        OfEngine("engine-list", """[{"Id":"a","Names":["/web"],"Image":"alpine","ImageID":"b","Command":"sh","Created":1,"State":"running","Status":"Up","Ports":[{"PrivatePort":80,"Type":"tcp"}],"Labels":{"a":"b"}}]""",
            engine => engine.Containers.ListAsync(true, null, CancellationToken.None)),
        OfEngine("engine-logs", Encoding.Latin1.GetString(s_frames), async engine =>
        {
            await using var output = await engine.Containers.LogsAsync("a", tty: false, new LogSelection(), CancellationToken.None);
            await foreach (var _ in output.ReadAsync(CancellationToken.None))
            {
            }
        }),
        new("output-frame", ["""{"stream":"stdout","text":"a\u00e9"}"""u8.ToArray(), """{"exitCode":0,"timedOut":true,"error":{"status":500,"title":"t","detail":"d","code":"c","remedy":"r"}}"""u8.ToArray()], CompareFrames)
        {
            Promised = [typeof(JsonException)],
        },
        OfAgent("agent-answer", s_answers, client => client.Containers.ListAsync()),
        OfAgent("agent-output", [s_lines], async client =>
        {
            await foreach (var _ in client.Containers.ReadLogsAsync("a"))
            {
            }
        }),
        OfAgent("agent-answer-blocking", s_answers, client => client.Containers.ListAsync(), () => new BlockingTransport()),
        OfAgent("agent-output-blocking", [s_lines], async client =>
        {
            await foreach (var _ in client.Containers.ReadLogsAsync("a"))
            {
            }
        }, () => new BlockingTransport()),
        OfAgent("agent-events", [Answer("200 OK", """{"cursor":"1","time":"2026-01-31T12:00:00Z","type":"container","action":"start","id":"a"}""" + "\n")], async client =>
        {
            using var events = await client.Events.OpenAsync();
            await foreach (var _ in events.ReadAsync())
            {
            }
        }),
        new("terminal-frames", [[0x82, 3, 1, (byte)'h', (byte)'i', 0x81, 14, .. "{\"exitCode\":0}"u8], [0x02, 2, 2, 0, 0x80, 1, 7, 0x88, 2, 3, 0xe8]], ReadTerminal)
        {
            Promised = [typeof(PockrException)], ShortRun = Target.FileCases,
        },
        new("qemu-monitor", ["""
            {"QMP":{"version":{}}}
            {"return":{},"id":1}
            {"event":"RESUME"}
            {"return":{"status":"running"},"id":2}

            """u8.ToArray()], AskMonitor) { Promised = [typeof(QmpException)], ShortRun = Target.FileCases },
        Target.OfText("user-network", text => _ = UserNetwork.Parse(text).Count + UserNetwork.CountClients(text),
            "  TCP[HOST_FORWARD]  12       127.0.0.1 18081       10.0.2.15 18081     0     0\n  TCP[ESTABLISHED] 13 127.0.0.1 18081 10.0.2.15 7080 0 0\n"),
        new("session-markers", ["before<mark> 0\nwithin<mark> 12\nafter"u8.ToArray()], ReadMarkers),
        new("identity-line", ["""{"id":"a","identity":{"tokenSha256":"ABC","name":"box","machineId":"0","unixMilliseconds":1},"version":1}"""u8.ToArray(), """{"id":"a","warmUp":true,"version":1}"""u8.ToArray()],
            TellIdentity) { ShortRun = Target.FileCases },
    ];

    private static byte[] Answer(string status, string body) => Encoding.Latin1.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.Latin1.GetByteCount(body)}\r\n\r\n{body}");

    private static Target OfEngine(string name, string body, Func<DockerEngine, Task> ask) => new(name, [Encoding.Latin1.GetBytes(body)], input =>
    {
        using var scratch = new Scratch();
        var socket = Path.Combine(scratch.Directory, "docker.sock");
        using var server = ByteServer.OnSocket(socket, [.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. input]);
        using var engine = new DockerEngine(socket);
        ask(engine).GetAwaiter().GetResult();
    })
    {
        Promised = [typeof(EngineException), typeof(EngineUnavailableException)], ShortRun = Target.FileCases,
    };

    private static Target OfAgent(string name, IReadOnlyList<byte[]> seeds, Func<PockrClient, Task> ask, Func<HttpMessageHandler>? transport = null) => new(name, seeds, input =>
    {
        using var server = ByteServer.OnPort(input);
        using var client = new PockrClient(server.Url, "secret", transport?.Invoke());
        ask(client).GetAwaiter().GetResult();
    })
    {
        Promised = [typeof(PockrException)], Tokens = s_headers, ShortRun = Target.FileCases,
    };

    private static async Task ReadFramesAsync(Stream stream)
    {
        await foreach (var _ in MultiplexedStream.ReadFramesAsync(stream, CancellationToken.None))
        {
        }
    }

    // What one reader takes, the other takes as well, and makes the same of it.
    private static void CompareFrames(byte[] line)
    {
        var read = OutputFrameReader.Read(Encoding.UTF8.GetString(line));
        Assert.Equal(read, OutputFrameReader.Read(JsonSerializer.Serialize(read, ContractsJson.Default.OutputFrame)));
    }

    private static void ReadTerminal(byte[] frames) => ReadTerminalAsync(frames).GetAwaiter().GetResult();

    private static async Task ReadTerminalAsync(byte[] frames)
    {
        using var server = ByteServer.OfWebSocket(frames);
        using var client = new PockrClient(server.Url, "secret");
        await using var terminal = await client.Containers.OpenAttachedAsync("a");
        await foreach (var _ in terminal.ReadAsync())
        {
        }
    }

    private static void AskMonitor(byte[] lines) => AskMonitorAsync(lines).GetAwaiter().GetResult();

    private static async Task AskMonitorAsync(byte[] lines)
    {
        using var scratch = new Scratch();
        var socket = Path.Combine(scratch.Directory, "qmp.sock");
        using var server = ByteServer.Greeting(socket, lines);
        await using var monitor = await QmpClient.ConnectAsync(socket, CancellationToken.None);
        await monitor.ExecuteAsync("query-status", null, CancellationToken.None);
        await monitor.ReadEventAsync(CancellationToken.None);
    }

    private static void TellIdentity(byte[] line)
    {
        using var scratch = new Scratch();
        var options = new AgentOptions { RunDirectory = scratch.Directory, CommandLineFile = scratch.Write("cmdline", "pockr.token=channel"u8) };
        new IdentityRequests(AccessToken.Read(options, NullLogger.Instance), _ => { }, () => Task.CompletedTask).Answer(line);
    }

    private static void ReadMarkers(byte[] output)
    {
        var (within, around) = (0, 0);
        var reader = new MarkerReader("<mark>"u8.ToArray(), bytes => within += bytes.Length, bytes => around += bytes.Length);
        foreach (var value in output)
        {
            reader.Add([value]);
        }

        reader.End();
        Assert.InRange(within + around, 0, output.Length);
    }
}
