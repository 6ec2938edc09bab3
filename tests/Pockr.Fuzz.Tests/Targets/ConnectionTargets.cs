using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.EngineClient.Tests;
using Pockr.Fuzz.Tests.Hosts;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Terminals;
using Pockr.Machines;
using Pockr.Machines.Supervision;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Connections that go both ways: terminals on WebSockets, as the agent hears them, and both ends of a tunnel to dockerd.</summary>
internal static class ConnectionTargets
{
    // First bytes of frames.
    private const byte Text = 0x81;
    private const byte Binary = 0x82;
    private const byte Begun = 0x02;
    private const byte Ended = 0x80;
    private const byte Close = 0x88;
    private const byte Ping = 0x89;

    private const byte Masked = 0x80;
    private const byte LengthOfTwo = 126;
    private const byte LengthOfEight = 127;

    private static readonly string[] s_controls = ["""{"resize":{"columns":80,"rows":24}}""", """{"endInput":true}"""];

    private static readonly byte[][] s_conversations =
    [
        [.. Frame(Text, Encoding.UTF8.GetBytes(s_controls[0])), .. Frame(Binary, "ls\n"u8), .. Frame(Text, Encoding.UTF8.GetBytes(s_controls[1]))],
        [.. Frame(Begun, "in "u8), .. Frame(Ping, "there?"u8), .. Frame(Ended, "pieces"u8), .. Frame(Close, [0x03, 0xe8, .. "gone"u8])],
    ];

    private static readonly string[] s_requests =
    [
        Request("GET /v1/docker/tunnel", "Connection: Upgrade\r\nUpgrade: pockr-docker\r\n", "GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n"),
        Request("POST /docker/v1.44/containers/web/attach?stream=1", "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n", "input"),
        Request("POST /docker/v1.44/build?t=a%2Fb", "Transfer-Encoding: chunked\r\nContent-Type: application/x-tar\r\n", "5\r\nhello\r\n0\r\n\r\n"),
        Request("GET /docker/v1.44/containers/json?all=1", "Expect: 100-continue\r\n", ""),
    ];

    private static readonly string[] s_fields = ["Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close, x\r\n", "Upgrade: h2c\r\n", "ffffffffffffffff\r\n", "HTTP/1.1 101 Switching Protocols\r\n"];

    private static readonly Lazy<ScriptedEngine> s_engine = new(() => LastingEngine.Start(AnswerAsync));

    public static IEnumerable<Target> All =>
    [
        new("terminal-input", s_conversations, input => ConverseAsync(input).GetAwaiter().GetResult()) { ShortRun = Target.FileCases },
        Target.OfText("terminal-control", text => ConverseAsync(Frame(Text, Encoding.UTF8.GetBytes(text))).GetAwaiter().GetResult(), s_controls) with { ShortRun = Target.FileCases },
        new("docker-request", [.. s_requests.Select(Encoding.ASCII.GetBytes)], input => AskAgentAsync(input).GetAwaiter().GetResult()) { Tokens = s_fields, ShortRun = Target.FileCases },
        new("docker-tunnel", ["HTTP/1.1 101 Switching Protocols\r\nUpgrade: pockr-docker\r\n\r\nHTTP/1.1 200 OK\r\n\r\nOK"u8.ToArray(), "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray()],
            input => RelayAsync(input).GetAwaiter().GetResult()) { Tokens = s_fields, ShortRun = Target.FileCases },
    ];

    // A client has to mask what it sends; with zeros it stays what it is.
    private static byte[] Frame(byte kind, ReadOnlySpan<byte> payload)
    {
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
        byte[] head = payload.Length < LengthOfTwo ? [(byte)(Masked | payload.Length)]
            : payload.Length <= ushort.MaxValue ? [Masked | LengthOfTwo, .. length[^sizeof(ushort)..]]
            : [Masked | LengthOfEight, .. length];
        return [kind, .. head, 0, 0, 0, 0, .. payload];
    }

    private static string Request(string line, string fields, string rest) =>
        $"{line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AgentWorld.Token}\r\n{fields}\r\n{rest}";

    private static async Task ConverseAsync(byte[] frames)
    {
        using var engine = new DockerEngine(s_engine.Value.SocketPath);
        var (exec, stream) = await new ContainerExec(engine, new ExecEnds(engine)).StartInteractiveAsync("web", new ExecSpec { Cmd = ["sh"] }, size: null, CancellationToken.None);
        await using var owned = exec;
        using var socket = WebSocket.CreateFromStream(new DeafClient(frames), new WebSocketCreationOptions { IsServer = true });
        await new TerminalConnection(socket, new ExecTerminal(exec, stream), tellsStreams: true).RunAsync(CancellationToken.None);
    }

    private static Task AnswerAsync(string request, NetworkStream connection) => request.Split('?')[0] switch
    {
        "POST /containers/web/exec" => SayAsync(connection, ScriptedEngine.Answer(201, """{"Id":"e"}""")),
        "POST /exec/e/start" => StartAsync(connection),
        "POST /exec/e/resize" => SayAsync(connection, ScriptedEngine.Answer(200, "")),
        _ => SayAsync(connection, ScriptedEngine.Answer(200, """{"ID":"e","Running":false,"ExitCode":0,"Pid":0}""")),
    };

    private static Task SayAsync(NetworkStream connection, string answer) => connection.WriteAsync(Encoding.UTF8.GetBytes(answer)).AsTask();

    private static async Task StartAsync(NetworkStream connection)
    {
        await SayAsync(connection, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
        await connection.WriteAsync(ScriptedEngine.Frame(1, "prompt"));
        await connection.CopyToAsync(Stream.Null);
    }

    private static async Task AskAgentAsync(byte[] request)
    {
        if (RequestTargets.IsLeftAlone(Encoding.Latin1.GetString(request)))
        {
            return;
        }

        var agent = AgentWorld.Shared.Client.BaseAddress!;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(agent.Host, agent.Port);
        Assert.DoesNotContain(ProblemCodes.InternalError, await ExchangeAsync(socket, request), StringComparison.Ordinal);
    }

    private static async Task<string> ExchangeAsync(Socket socket, byte[] words)
    {
        await using var stream = new NetworkStream(socket);
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(words);
            socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Who is told something that is no request may hang up before all of it is said.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static async Task RelayAsync(byte[] answer)
    {
        using var scratch = new Scratch();
        using var agent = ByteServer.OnPort(answer);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var place = new UnixDomainSocketEndPoint(Path.Combine(scratch.Directory, "docker.sock"));
        listener.Bind(place);
        listener.Listen();
        await client.ConnectAsync(place);
        var asked = ExchangeAsync(client, "GET /_ping HTTP/1.1\r\n\r\n"u8.ToArray());
        var token = MachineToken.Ensure(new MachineFiles(scratch.Directory));
        using (var accepted = await listener.AcceptAsync())
        {
            await new DockerSocket(agent.Url, token, new SupervisorLog(Path.Combine(scratch.Directory, "log"))).RelayAsync(accepted, CancellationToken.None);
        }

        await asked;
    }

    /// <summary>Says what it has to say, hangs up, and listens to nothing.</summary>
    private sealed class DeafClient(byte[] words) : MemoryStream(words)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
