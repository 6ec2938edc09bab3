using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Sandboxes;

/// <summary><c>pockr sandbox</c> and what belongs to it, with an agent that answers as told.</summary>
public sealed class SandboxCommandTests : IAsyncLifetime
{
    private Launcher _launcher = null!;

    private string Here => _launcher.Place.Directory;

    public async ValueTask InitializeAsync()
    {
        _launcher = await Launcher.CreateRunningAsync();
        _launcher.Agent.On("GET /v1/containers/box", Details("running")).On("GET /v1/containers/c1", Details("running"))
            .On("POST /v1/containers", """{"id":"c1","warnings":[]}""").OnNothing("POST /v1/containers/c1/start");
    }

    [Fact]
    public async Task InAProject_ASandboxIsTheProjects_AndWhatIsRunIsOnRecord()
    {
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("init", "--name", "demo"));
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "create", "box", "--image", "busybox", "--persist", "--cpu-percent", "50", "--mem-limit", "64m", "--allow-host", "a:1"));
        var created = _launcher.Agent.Requests.Single(request => request.StartsWith("POST /v1/containers {", StringComparison.Ordinal));
        Assert.Contains("\"pockr.sandbox.project\":\"demo\"", created, StringComparison.Ordinal);
        Assert.Contains("\"pockr.sandbox.persistent\":\"true\"", created, StringComparison.Ordinal);
        Assert.Contains("\"memoryBytes\":67108864,\"cpus\":0.5", created, StringComparison.Ordinal);
        Assert.Contains("\"allowedHosts\":[\"a:1\"]", created, StringComparison.Ordinal);

        _launcher.Agent.OnLines("POST /v1/containers/box/exec", """{"stream":"stdout","text":"42\n"}""", """{"stream":"stderr","text":"hm\n"}""", """{"exitCode":3}""");
        _launcher.Forget();
        Assert.Equal(3, await _launcher.RunAsync("sandbox", "run", "--lang", "python", "box", "print(6 * 7)"));
        Assert.Equal(("42\n", "hm\n"), (_launcher.Out, _launcher.Error));
        Assert.Contains("""{"cmd":["python3","-c","print(6 * 7)"],"timeoutSeconds":30}""", _launcher.Agent.Requests.Last(), StringComparison.Ordinal);

        _launcher.Forget();
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "history", "--format", "{{.Sandbox}} {{.Type}} {{.ExitCode}} {{json .Command}}"));
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "logs", "box"));
        Assert.Equal("box run 3 [\"python3\",\"-c\",\"print(6 * 7)\"]\n42\nhm\n", _launcher.Out);
        Assert.Empty(_launcher.Agent.Requests);
    }

    [Fact]
    public async Task ACommandsOwnOptions_AreItsOwn()
    {
        _launcher.Agent.OnLines("POST /v1/containers/box/exec", """{"exitCode":0}""");

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "run", "--timeout", "5", "box", "ls", "-l", "--timeout", "9"));

        Assert.EndsWith("""{"cmd":["ls","-l","--timeout","9"],"timeoutSeconds":5}""", _launcher.Agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTakesTooLong_EndsAsWithTimeout_AndWhatWritesTooMuchIsCut()
    {
        _launcher.Agent.OnLines("POST /v1/containers/box/exec", """{"stream":"stdout","text":"123456"}""", """{"exitCode":137,"timedOut":true}""");

        Assert.Equal(ExitCodes.TimedOut, await _launcher.RunAsync("sandbox", "run", "--max-output", "4", "box", "x"));

        Assert.Equal("1234", _launcher.Out);
        Assert.Contains("warning: it wrote more than 4B", _launcher.Error, StringComparison.Ordinal);
        Assert.Contains("error: The command in 'box' took longer than it may", _launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeMayComeThroughAPipe()
    {
        _launcher.Agent.OnLines("POST /v1/containers/box/exec", """{"exitCode":0}""");
        _launcher.Input = new MemoryStream("echo 1\necho 2\n"u8.ToArray());

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "run", "--lang", "sh", "box"));

        Assert.Contains("""["sh","-c","echo 1\necho 2\n"]""", _launcher.Agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProfileThatIsNotBuilt_IsBuiltFirst()
    {
        var tries = 0;
        _launcher.Agent.On("POST /v1/containers", async context =>
        {
            context.Response.StatusCode = tries++ == 0 ? 404 : 201;
            context.Response.ContentType = tries == 1 ? "application/problem+json" : "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, tries == 1 ? """{"status":404,"title":"T","detail":"D","code":"image_not_found","remedy":"R"}""" : """{"id":"c1","warnings":[]}""");
        }).OnLines("POST /v1/images/build", """{"text":"Step 1\n"}""", """{"imageId":"sha256:1"}""");

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "create", "--profile", "dev"));

        Assert.Equal("box\n", _launcher.Out);
        Assert.StartsWith("Building the profile dev on python:3.12-slim.\n", _launcher.Error, StringComparison.Ordinal);
        Assert.Contains(_launcher.Agent.Requests, request => request.StartsWith("POST /v1/images/build?", StringComparison.Ordinal) && request.Contains("BASE%3Dpython%3A3.12-slim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutTheTool_DebiansPackages_AreNoBase_AndItIsSaid()
    {
        _launcher.Agent.OnProblem("GET /v1/images/inspect", 404, ProblemCodes.ImageNotFound);
        _launcher.Host.MissingPrograms.Add("mmdebstrap");

        Assert.Equal(ExitCodes.MissingTool, await _launcher.RunAsync("sandbox", "build", "debian"));

        Assert.Contains("'apt install mmdebstrap'", _launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_RemovesIt_ButStopsOneThatIsPersistent()
    {
        _launcher.Agent.OnNothing("DELETE /v1/containers/box").OnNothing("POST /v1/containers/kept/stop").On("GET /v1/containers/kept", Details("running", "kept", isPersistent: true));

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "shutdown", "-y", "box", "kept"));

        Assert.Equal("box\nkept\n", _launcher.Out);
        Assert.Contains("DELETE /v1/containers/box?force=true", _launcher.Agent.Requests);
        Assert.Contains("POST /v1/containers/kept/stop?timeoutSeconds=10", _launcher.Agent.Requests);
    }

    [Fact]
    public async Task Prune_TakesThoseThatDoNotRun_AndAsksBefore()
    {
        _launcher.Agent.On("GET /v1/containers", $"[{Summary("a1")},{Summary("a2")},{Summary("a3")}]").OnNothing("DELETE /v1/containers/b1")
            .On("GET /v1/containers/a1", Details("exited", "b1")).On("GET /v1/containers/a2", Details("running", "b2")).On("GET /v1/containers/a3", Details("exited", "b3", isPersistent: true));

        Assert.Equal(ExitCodes.Usage, await _launcher.RunAsync("sandbox", "prune"));
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "prune", "--force"));

        Assert.Equal("b1\n", _launcher.Out);
        Assert.Equal("DELETE /v1/containers/b1", Assert.Single(_launcher.Agent.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ExitCodes.AgentFailed, "There is no profile 'python'.", "sandbox create --profile python")]
    [InlineData(ExitCodes.Usage, "There are an image, 'a', and a profile, 'b'.", "sandbox create --profile b --image a")]
    [InlineData(ExitCodes.Usage, "--timeout is 0; use 1 to 86400 seconds.", "sandbox create --timeout 0")]
    [InlineData(ExitCodes.Usage, "There are --cpus and --cpu-percent.", "sandbox create --cpus 1 --cpu-percent 50")]
    [InlineData(ExitCodes.LauncherFailed, "'--lang cobol' is not known.", "sandbox run --lang cobol box x")]
    [InlineData(ExitCodes.LauncherFailed, "There is no python code to run.", "sandbox run --lang python box")]
    [InlineData(ExitCodes.LauncherFailed, "With --lang, there is one word of code, not 2.", "sandbox run --lang sh box a b")]
    [InlineData(ExitCodes.LauncherFailed, "There is nothing to run.", "sandbox run box")]
    [InlineData(ExitCodes.LauncherFailed, "There is no sandbox 'web'.", "sandbox run web ls")]
    [InlineData(ExitCodes.AgentFailed, "There is no sandbox 'web'.", "sandbox snapshot web x")]
    [InlineData(ExitCodes.AgentFailed, "is no project, nor is a directory above it.", "sandbox status")]
    [InlineData(ExitCodes.AgentFailed, "is no project, nor is a directory above it.", "sandbox history")]
    [InlineData(ExitCodes.Usage, "Which profiles are to be built is not clear.", "sandbox build")]
    [InlineData(ExitCodes.Usage, "'a:b' cannot be the name of a project", "init --name a:b")]
    public async Task WhatCannotBe_IsSaidWithItsRemedy(int exitCode, string error, string line)
    {
        _launcher.Agent.On("GET /v1/containers/web", Details("running", "web").Replace("pockr.sandbox", "other", StringComparison.Ordinal));

        Assert.Equal(exitCode, await _launcher.RunAsync(line.Split(' ')));

        Assert.Contains(error, _launcher.Error, StringComparison.Ordinal);
        Assert.Contains("\n  try: ", _launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_launcher.Agent.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APushedFile_IsTheSandboxsUsers_AndGoesToItsHome()
    {
        File.WriteAllText(Path.Combine(Here, "a b.txt"), "text");
        byte[] tar = [];
        _launcher.Agent.OnLines("POST /v1/containers/box/exec", """{"stream":"stdout","text":"1000\n1001\n"}""", """{"exitCode":0}""")
            .On("GET /v1/containers/box/files/stat", """{"name":"sandbox","type":"directory","sizeBytes":0,"mode":"0755","modifiedAt":"2026-01-01T00:00:00Z"}""")
            .On("PUT /v1/containers/box/files/archive", context =>
            {
                tar = System.Text.Encoding.Latin1.GetBytes((string)context.Items[Pockr.Testing.FakeAgent.BodyItem]!);
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            });

        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("sandbox", "push", "box", Path.Combine(Here, "a b.txt")));

        Assert.Equal("Copied to box:/home/sandbox/.\n", _launcher.Error);
        using var reader = new System.Formats.Tar.TarReader(new MemoryStream(tar));
        var entry = reader.GetNextEntry()!;
        Assert.Equal(("a b.txt", 1000, 1001), (entry.Name, entry.Uid, entry.Gid));
    }

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    private static string Summary(string id) =>
        $$"""{"id":"{{id}}","name":"{{id}}","image":"i","state":"exited","status":"Exited (0)","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";

    private static string Details(string state, string name = "box", bool isPersistent = false) => $$$"""
        {"id":"0123","name":"{{{name}}}","image":"busybox","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
         "state":{"status":"{{{state}}}","running":{{{(state == "running" ? "true" : "false")}}},"exitCode":0,"oomKilled":false},"restartCount":0,"env":[],
         "workDir":"/home/sandbox","user":"","hostname":"h","labels":{"pockr.sandbox":"","pockr.sandbox.persistent":"{{{(isPersistent ? "true" : "false")}}}"},
         "ports":[],"mounts":[],"networks":[],"limits":{},"restartPolicy":{"name":"no","maximumRetryCount":0},
         "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":false,"tty":false}
        """;
}
