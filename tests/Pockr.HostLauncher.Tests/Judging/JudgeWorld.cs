using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Judging;

/// <summary>A program and cases on this host, and an agent whose containers do what a test says.</summary>
internal sealed class JudgeWorld : IAsyncDisposable
{
    private readonly TaskCompletionSource _killed = new();

    private int _cases;

    private JudgeWorld(Launcher launcher) => Launcher = launcher;

    public Launcher Launcher { get; }

    public string Program => Path.Combine(Launcher.Place.Directory, "add.sh");

    public string Cases => Path.Combine(Launcher.Place.Directory, "cases");

    /// <summary>What the names begin with of all that this process makes.</summary>
    public static string Own => $"pockr-judge-{Environment.ProcessId}-1";

    /// <summary>Input of each case that has come to its end.</summary>
    public ConcurrentDictionary<string, string> Inputs { get; } = [];

    public IEnumerable<string> Requests => Launcher.Agent.Requests;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<JudgeWorld> CreateAsync()
    {
        var world = new JudgeWorld(await Launcher.CreateRunningAsync());
        world.Launcher.Host.AddSelf();
        await File.WriteAllTextAsync(world.Program, "", Cancellation);
        Directory.CreateDirectory(world.Cases);
        world.Launcher.Agent
            .On("GET /v1/system/info", """
                {"agentVersion":"1","agentUptimeSeconds":1,"uptimeSeconds":1,"hostName":"h","operatingSystem":"o","kernelVersion":"k","architecture":"a","cpuCount":2,
                 "memoryBytes":1073741824,"engineVersion":"1","engineApiVersion":"1","storageDriver":"o","cgroupVersion":"2",
                 "containers":{"total":0,"running":0,"paused":0,"stopped":0},"images":0,"warnings":[]}
                """)
            .On("GET /v1/images", "[]")
            .On("GET /v1/images/inspect", """
                {"id":"sha256:1","tags":[],"digests":[],"sizeBytes":1,"architecture":"amd64","os":"linux","layers":[],
                 "config":{"cmd":[],"entrypoint":[],"env":[],"exposedPorts":[],"volumes":["/data"],"labels":{}}}
                """)
            .On("POST /v1/containers", CreateAsync)
            .OnNothing($"PUT /v1/containers/{Own}-program/files/archive")
            .On($"POST /v1/containers/{Own}-program/commit", $$"""{"id":"sha256:1","image":"{{Own}}:latest"}""", StatusCodes.Status201Created)
            .OnNothing($"DELETE /v1/containers/{Own}-program");
        return world;
    }

    /// <summary>Adds a case, and what its container does; one without an exit code goes on until it is killed.</summary>
    /// <param name="input">The case's input.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="pieces">What is printed; of each piece the first character says on which stream: 1 or 2.</param>
    /// <param name="exitCode">How it ends by itself.</param>
    /// <param name="isOutOfMemory">Whether the kernel ended a process of it.</param>
    /// <param name="cpuSeconds">What is measured.</param>
    /// <param name="endsAs">How it has ended, after a quarter of a second, where that is only told when it is killed.</param>
    public JudgeWorld Add(
        string input, string expected, string pieces, int? exitCode = 0, bool isOutOfMemory = false, double cpuSeconds = 0, int endsAs = 137)
    {
        ++_cases;
        File.WriteAllText(Path.Combine(Cases, $"{_cases}.in"), input);
        File.WriteAllText(Path.Combine(Cases, $"{_cases}.out"), expected);
        return WithContainer($"{Own}-{_cases}", pieces, exitCode, isOutOfMemory, cpuSeconds, endsAs);
    }

    /// <summary>What a container does, as for <see cref="Add"/>.</summary>
    public JudgeWorld WithContainer(string name, string pieces, int? exitCode, bool isOutOfMemory = false, double cpuSeconds = 0, int endsAs = 137)
    {
        Launcher.Agent
            .On($"GET /v1/containers/{name}/attach/tty", context => TalkAsync(context, name, pieces, exitCode))
            .OnNothing($"POST /v1/containers/{name}/start")
            .On($"POST /v1/containers/{name}/kill", context =>
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                _killed.TrySetResult();
                return Task.CompletedTask;
            })
            .On($"POST /v1/containers/{name}/wait", $$"""{"exitCode":{{exitCode ?? endsAs}}}""")
            .On($"GET /v1/containers/{name}/stats", $$"""
                {"time":"2026-01-01T00:00:00Z","cpuPercent":1,"cpuCount":2,"cpuSeconds":{{cpuSeconds}},"memoryBytes":1,"memoryLimitBytes":1,
                 "memoryPercent":1,"pids":2,"networkReceivedBytes":0,"networkSentBytes":0,"blockReadBytes":0,"blockWrittenBytes":0}
                """)
            .On($"GET /v1/containers/{name}", $$"""
                {"id":"{{name}}","name":"{{name}}","image":"i","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
                 "state":{"status":"exited","running":false,"exitCode":{{exitCode ?? endsAs}},"oomKilled":{{(isOutOfMemory ? "true" : "false")}},
                          "startedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:00.25Z"},
                 "restartCount":0,"env":[],"workDir":"","user":"","hostname":"h","labels":{},"ports":[],"mounts":[],"networks":[],"limits":{},
                 "restartPolicy":{"name":"no","maximumRetryCount":0},"autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":true,"tty":false}
                """)
            .OnNothing($"DELETE /v1/containers/{name}");
        return this;
    }

    public Task<int> JudgeAsync(params string[] options) => Launcher.RunAsync(["judge", Program, Cases, .. options]);

    public ValueTask DisposeAsync() => Launcher.DisposeAsync();

    // The id of a container is its name.
    private static async Task CreateAsync(HttpContext context)
    {
        var name = (string?)JsonNode.Parse((string)context.Items[FakeAgent.BodyItem]!)!["name"];
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"{{name}}","warnings":[]}""");
    }

    private async Task TalkAsync(HttpContext context, string name, string pieces, int? exitCode)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        foreach (var piece in pieces.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            byte[] message = [(byte)(piece[0] - '0'), .. Encoding.UTF8.GetBytes(piece[1..])];
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        }

        Inputs[name] = await ReadAsync(socket);
        if (exitCode is null)
        {
            await _killed.Task;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"exitCode":{{exitCode ?? 137}}}"""), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
    }

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        var (buffer, text) = (new byte[1024], new StringBuilder());
        while (await socket.ReceiveAsync(buffer, Cancellation) is { MessageType: WebSocketMessageType.Binary } received)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        return text.ToString();
    }
}
