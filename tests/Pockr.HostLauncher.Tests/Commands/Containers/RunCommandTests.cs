using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

public sealed class RunCommandTests
{
    private const string RunRoute = "POST /v1/containers/run";

    private const string Rules = "  TCP[HOST_FORWARD]  12       127.0.0.1 8080       10.0.2.15 8080     0     0\r\n";

    [Fact]
    public async Task Run_PassesBytesAndExitCodeThrough()
    {
        await using var launcher = await WithContainerAsync(
            """{"stream":"stdout","text":"é"}""",
            """{"stream":"stdout","base64":"//4A"}""",
            """{"stream":"stderr","text":"oops"}""",
            """{"exitCode":42}""");

        var exitCode = await launcher.RunAsync("run", "busybox", "sh", "-c", "exit 42");

        Assert.Equal(42, exitCode);
        Assert.Equal([.. Encoding.UTF8.GetBytes("é"), 0xff, 0xfe, 0], launcher.OutBytes);
        Assert.Equal("oops", launcher.Error);
    }

    [Fact]
    public async Task Run_GivesTheCommandItsOwnOptions()
    {
        await using var launcher = await WithContainerAsync("""{"exitCode":0}""");

        await launcher.RunAsync("run", "--rm", "-e", "A=1", "busybox", "ls", "-d", "--rm", "--help", "@x", "--", "-y");

        Assert.Equal(
            """{"image":"busybox","cmd":["ls","-d","--rm","--help","@x","--","-y"],"env":["A=1"],"autoRemove":true}""",
            BodyOfCreate(launcher));
    }

    [Theory]
    [InlineData("run", "-dp", "8080:80", "busybox")]
    [InlineData("run", "-d", "-p8080:80", "busybox")]
    [InlineData("run", "--detach=true", "--rm=false", "-p", "8080:80", "busybox")]
    [InlineData("run", "--detach", "--publish=8080:80", "--", "busybox")]
    [InlineData("--vm", "default", "run", "-d", "-p", "127.0.0.1:8080:80/tcp", "busybox", "--")]
    public async Task Run_ReadsItsOptionsHoweverTheyAreWritten(params string[] arguments)
    {
        await using var launcher = await WithContainerAsync();
        launcher.Host.UserNetwork = Rules;

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(arguments));

        Assert.Equal("""{"image":"busybox","ports":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"}]}""", BodyOfCreate(launcher));
        Assert.Equal("c1\n", launcher.Out);
    }

    [Theory]
    [InlineData("error: 'run' has no option '--frob'.", "run", "--frob", "busybox")]
    [InlineData("error: 'run' has no option '-ix'.", "run", "-ix", "busybox")]
    [InlineData("error: 'run' has no option '--rm=maybe'.", "run", "--rm=maybe", "busybox")]
    [InlineData("does not come from one", "run", "-it", "busybox")]
    [InlineData("loopback", "run", "-p", "0.0.0.0:80:80", "busybox")]
    [InlineData("ends before it begins", "run", "-p", "9-8:9-8", "busybox")]
    [InlineData("'99999' where a port is expected", "run", "-p", "99999:80", "busybox")]
    [InlineData("There is nothing to make a container of.", "run")]
    [InlineData("'-e =x' has no name", "run", "-e", "=x", "busybox")]
    public async Task Run_WithALineItCannotUse_EndsLikeDocker(string message, params string[] arguments)
    {
        await using var launcher = await WithContainerAsync();

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync(arguments));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("  try: ", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Run_TakesVariablesOfTheHost()
    {
        await using var launcher = await WithContainerAsync("""{"exitCode":0}""");
        launcher.Variables["HERE"] = "x=y";

        await launcher.RunAsync("run", "-e", "HERE", "-e", "NOWHERE", "busybox");

        Assert.Contains(""" "env":["HERE=x=y"] """.Trim(), BodyOfCreate(launcher), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IsOneRequest()
    {
        await using var launcher = await WithContainerAsync("""{"warnings":["odd"]}""", """{"exitCode":3}""");

        Assert.Equal(3, await launcher.RunAsync("run", "busybox"));

        Assert.Equal("POST /v1/containers/run", Assert.Single(launcher.Agent.Requests).Split(" {")[0]);
        Assert.Contains("warning: odd", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InAnOlderMachine_AttachesBeforeItStarts()
    {
        await using var launcher = await WithContainerAsync("""{"exitCode":3}""");
        launcher.Agent.OnProblem(RunRoute, 405, "method_not_allowed")
            .On("POST /v1/containers", """{"id":"c1","warnings":[]}""", StatusCodes.Status201Created)
            .OnLines("GET /v1/containers/c1/attach", """{"exitCode":3}""")
            .OnNothing("POST /v1/containers/c1/start");

        Assert.Equal(3, await launcher.RunAsync("run", "busybox"));

        Assert.Equal(
            [RunRoute, "POST /v1/containers", "GET /v1/containers/c1/attach", "POST /v1/containers/c1/start"],
            launcher.Agent.Requests.Select(request => request.Split(" {")[0]));
    }

    [Fact]
    public async Task Run_OfAnImageThatIsNotThere_PullsItAndTriesAgain()
    {
        await using var launcher = await WithContainerAsync("""{"exitCode":0}""");
        launcher.Agent.OnProblem(RunRoute, 404, "image_not_found").On("POST /v1/images/pull", context =>
        {
            launcher.Agent.On(RunRoute, WithOutput("""{"exitCode":0}"""));
            return context.Response.WriteAsync("""{"status":"Pull complete","layer":"abc"}""" + "\n");
        });

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("run", "busybox"));

        Assert.Equal("", launcher.Out);
        Assert.Contains("abc: Pull complete", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec: nope: executable file not found in $PATH", 127)]
    [InlineData("exec: /etc: permission denied", 126)]
    [InlineData("no space left", 125)]
    public async Task Run_ThatCannotBeStarted_EndsAsDockersDoes(string detail, int expected)
    {
        await using var launcher = await WithContainerAsync();
        launcher.Agent.OnProblem(RunRoute, 500, "engine_error", detail);

        Assert.Equal(expected, await launcher.RunAsync("run", "busybox", "nope"));

        Assert.Contains(detail, launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec: nope: executable file not found in $PATH", 127)]
    [InlineData("no space left", 125)]
    public async Task Run_InTheBackground_ThatCannotBeStarted_RemovesTheContainer(string detail, int expected)
    {
        await using var launcher = await WithContainerAsync();
        launcher.Agent.OnProblem("POST /v1/containers/c1/start", 500, "engine_error", detail).OnNothing("DELETE /v1/containers/c1");

        Assert.Equal(expected, await launcher.RunAsync("run", "-d", "busybox", "nope"));

        Assert.Contains("DELETE /v1/containers/c1?force=true", launcher.Agent.Requests);
        Assert.Contains(detail, launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseStreamIsCut_Fails()
    {
        await using var launcher = await WithContainerAsync("""{"stream":"stdout","text":"half"}""");

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("run", "busybox"));

        Assert.Equal("half", launcher.Out);
    }

    [Theory]
    [InlineData(ExitCodes.Interrupted)]
    [InlineData(ExitCodes.Terminated)]
    public async Task Run_ThatIsInterrupted_StopsTheContainerAndShowsItsLastWords(int code)
    {
        await using var launcher = await WithContainerAsync();
        var stopped = new TaskCompletionSource();
        launcher.Agent.On(RunRoute, async context =>
        {
            context.Response.Headers.Location = "/v1/containers/c1";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await stopped.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("""{"stream":"stdout","text":"bye"}""" + "\n" + """{"exitCode":143}""" + "\n");
        });
        launcher.Agent.On("GET /v1/containers", context =>
        {
            // Asked for once the container has been started.
            launcher.Interruption.Interrupt(code);
            return context.Response.WriteAsync("[]");
        });
        launcher.Agent.On("POST /v1/containers/c1/stop", context =>
        {
            context.Response.StatusCode = 204;
            stopped.TrySetResult();
            return Task.CompletedTask;
        });

        Assert.Equal(code, await launcher.RunAsync("run", "-p", "8080:80", "busybox"));

        Assert.Equal("bye", launcher.Out);
    }

    [Fact]
    public async Task Run_OnAPortOfAnotherProgram_MakesNoContainer()
    {
        await using var launcher = await WithContainerAsync();
        launcher.UsedPorts.Add(8080);

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("run", "-p", "8080:80", "busybox"));

        Assert.Contains("error: Port 8080 of this host is in use", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Run_OnARangeWithAPortOfAnotherProgram_OffersARangeThatIsFree()
    {
        await using var launcher = await WithContainerAsync();
        launcher.UsedPorts.Add(8002);

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("run", "-p", "8000-8003:70-73/udp", "busybox"));

        Assert.Contains("Port 8002 of this host is in use", launcher.Error, StringComparison.Ordinal);
        Assert.Matches(@"'-p \d+-\d+:70-73/udp'", launcher.Error);
    }

    [Fact]
    public async Task Run_WithAContainersPortAlone_TakesAFreeOneOfTheHost()
    {
        await using var launcher = await WithContainerAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("run", "-d", "-p", "80", "busybox"));

        Assert.Matches("""[{]"hostPort":[1-9][0-9]*,"containerPort":80,"protocol":"tcp"[}]""", BodyOfCreate(launcher));
    }

    [Fact]
    public async Task Exec_PassesTheExitCodeThrough()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("POST /v1/containers/web/exec", """{"stream":"stdout","text":"in"}""", """{"exitCode":7}""");

        Assert.Equal(7, await launcher.RunAsync("exec", "-w", "/tmp", "web", "--", "ls", "-e"));

        Assert.Equal("in", launcher.Out);
        Assert.Equal(["""POST /v1/containers/web/exec {"cmd":["ls","-e"],"workDir":"/tmp"}"""], launcher.Agent.Requests);
    }

    /// <summary>What was asked for; a switch that is off is as good as absent.</summary>
    private static string BodyOfCreate(Launcher launcher)
    {
        var request = launcher.Agent.Requests.First(request => request.StartsWith("POST /v1/containers", StringComparison.Ordinal));
        var body = JsonNode.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..])!.AsObject();
        foreach (var name in body.Where(member => member.Value?.GetValueKind() == JsonValueKind.False).Select(member => member.Key).ToList())
        {
            body.Remove(name);
        }

        return body.ToJsonString();
    }

    private static async Task<Launcher> WithContainerAsync(params string[] frames)
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers", """{"id":"c1","warnings":[]}""", StatusCodes.Status201Created)
            .OnNothing("POST /v1/containers/c1/start")
            .On(RunRoute, WithOutput(frames));
        return launcher;
    }

    private static Func<HttpContext, Task> WithOutput(params string[] frames) => context =>
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/v1/containers/c1";
        return context.Response.WriteAsync(string.Concat(frames.Select(frame => $"{frame}\n")));
    };
}
