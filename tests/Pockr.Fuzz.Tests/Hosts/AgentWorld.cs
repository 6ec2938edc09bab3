using System.Net.Http.Headers;
using System.Text;
using Pockr.EngineClient.Tests;
using Pockr.GuestAgent;

namespace Pockr.Fuzz.Tests.Hosts;

/// <summary>The real agent on a free port, with an engine that has one container, which does not run, and with files of its own.</summary>
internal sealed class AgentWorld
{
    public const string Token = "11111111-2222-3333-4444-555555555555";

    private const string Container = """
        {"Id":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","Name":"/web","Created":"2026-01-31T12:00:00Z","Image":"sha256:a","Path":"sh","Args":[],
        "State":{"Status":"exited","Running":false,"Paused":false,"Pid":0,"ExitCode":0,"Error":"","StartedAt":"2026-01-31T12:00:00Z","FinishedAt":"2026-01-31T12:00:00Z"},
        "Config":{"Tty":false,"Image":"busybox","Env":[],"Cmd":["sh"],"Labels":{}},"HostConfig":{"AutoRemove":false,"NetworkMode":"bridge"},"NetworkSettings":{"Ports":{},"Networks":{}},"Mounts":[]}
        """;

    private static readonly Lazy<AgentWorld> s_shared = new(Start);

    private AgentWorld(HttpClient client) => Client = client;

    /// <summary>One for all inputs, to which whatever came before must not matter; it ends with the process.</summary>
    public static AgentWorld Shared => s_shared.Value;

    /// <summary>Sends the right token with every request.</summary>
    public HttpClient Client { get; }

    private static AgentWorld Start()
    {
        var scratch = new Scratch();
        var engine = LastingEngine.Start((request, connection) => connection.WriteAsync(Encoding.UTF8.GetBytes(Answer(request))).AsTask());
        var app = GuestAgentApp.Create(Arguments(scratch, engine.SocketPath));
        app.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => scratch.Dispose();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.Single()), Timeout = Trial.Patience,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return new AgentWorld(client);
    }

    private static string[] Arguments(Scratch scratch, string engine)
    {
        var directory = scratch.Directory;
        Directory.CreateDirectory(Path.Combine(directory, "empty"));
        scratch.Write("daemon.json", "{}"u8);
        return
        [
            "--Urls=http://127.0.0.1:0",
            $"--DockerSocket={engine}",
            $"--CommandLineFile={scratch.Write("cmdline", Encoding.ASCII.GetBytes($"pockr.token={Token}"))}",
            $"--EngineConfiguration={directory}/daemon.json",
            $"--ResolverFile={scratch.Write("resolv.conf", "nameserver 10.0.2.3\n"u8)}",
            .. ((string[])["BundledImages", "StateDirectory", "RunDirectory", "VirtioPorts", "Settings", "Devices", "Pages", "LogDirectory", "Certificates", "ControlGroups"])
                .Select(name => $"--{name}={directory}/empty"),
            .. ((string[])["KernelLog", "ContainerdSocket", "RunningEngineConfiguration", "EngineProcessFile"]).Select(name => $"--{name}={directory}/none.{name}"),
            .. ((string[])["FirewallProgram", "Ipv6Program", "ShareProgram", "PowerOffProgram"]).Select(name => $"--{name}=/bin/true"),
        ];
    }

    private static string Answer(string request) => request.Split('?')[0] switch
    {
        "GET /_ping" => ScriptedEngine.Answer(200, "OK", "text/plain"),
        "GET /version" => ScriptedEngine.Answer(200, """{"Version":"26.1.5","ApiVersion":"1.45","MinAPIVersion":"1.24","Components":[{"Name":"containerd"}]}"""),
        "GET /containers/web/json" => ScriptedEngine.Answer(200, Container),
        "GET /containers/json" or "GET /images/json" or "GET /networks" => ScriptedEngine.Answer(200, "[]"),
        "GET /volumes" => ScriptedEngine.Answer(200, """{"Volumes":[]}"""),
        "GET /events" => ScriptedEngine.Chunked(),
        var other => ScriptedEngine.Answer(404, $$"""{"message":"No such container: {{other.Length}}"}"""),
    };
}
