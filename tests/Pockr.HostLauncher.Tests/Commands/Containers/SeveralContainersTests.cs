using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Commands that do the same to several containers.</summary>
public sealed class SeveralContainersTests
{
    [Theory]
    [InlineData("start", "POST", "/start")]
    [InlineData("stop", "POST", "/stop")]
    [InlineData("restart -t 2", "POST", "/restart", "?timeoutSeconds=2")]
    [InlineData("stop --time 0", "POST", "/stop", "?timeoutSeconds=0")]
    [InlineData("kill", "POST", "/kill", "?signal=SIGKILL")]
    [InlineData("kill -s HUP", "POST", "/kill", "?signal=HUP")]
    [InlineData("pause", "POST", "/pause")]
    [InlineData("unpause", "POST", "/unpause")]
    [InlineData("rm", "DELETE", "")]
    [InlineData("rm -f", "DELETE", "", "?force=true")]
    public async Task EachIsAsked_AndItsNamePrinted(string line, string method, string action, string query = "")
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnNothing($"{method} /v1/containers/a{action}").OnNothing($"{method} /v1/containers/b{action}");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync([.. line.Split(' '), "a", "b"]));

        Assert.Equal("a\nb\n", launcher.Out);
        Assert.Contains($"{method} /v1/containers/a{action}{query}", launcher.Agent.Requests);
        Assert.Contains($"{method} /v1/containers/b{action}{query}", launcher.Agent.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task TheyAreAsked_AtTheSameTime()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        var (waiting, both) = (0, new TaskCompletionSource());
        foreach (var name in (string[])["a", "b"])
        {
            launcher.Agent.On($"POST /v1/containers/{name}/stop", async context =>
            {
                if (Interlocked.Increment(ref waiting) == 2)
                {
                    both.SetResult();
                }

                await both.Task;
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            });
        }

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("stop", "a", "b"));
    }

    [Theory]
    [InlineData("stop --all", "b\nc\n", "POST /v1/containers/b/stop", "POST /v1/containers/c/stop")]
    [InlineData("rm --all", "a\n", "DELETE /v1/containers/a")]
    [InlineData("rm -f --all", "a\nb\nc\n", "DELETE /v1/containers/a", "DELETE /v1/containers/b", "DELETE /v1/containers/c")]
    public async Task All_AreThoseItCanBeDoneTo(string line, string output, params string[] routes)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("a", "exited")},{Container("b", "running")},{Container("c", "paused")}]");
        foreach (var route in routes)
        {
            launcher.Agent.OnNothing(route);
        }

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(line.Split(' ')));

        Assert.Equal(output, launcher.Out);
    }

    [Theory]
    [InlineData("'stop' needs the name of a container.", "stop")]
    [InlineData("'rm --all' takes no names.", "rm --all a")]
    [InlineData("Required argument missing", "kill")]
    [InlineData("--time is -1", "stop -t -1 a")]
    [InlineData("Nothing is to be changed.", "update a")]
    [InlineData("'--memory much' is not a size.", "update --memory much a")]
    [InlineData("are for one container", "start -a a b")]
    public async Task ALineThatCannotBeUsed_IsRefused(string message, string line)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(line.Split(' ')));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Wait_PrintsExitCodes()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/a/wait", """{"exitCode":3}""").On("POST /v1/containers/b/wait", """{"exitCode":0}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("wait", "a", "b"));

        Assert.Equal("3\n0\n", launcher.Out);
    }

    [Fact]
    public async Task Update_SendsWhatIsDifferent_AndShowsWarnings()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("PATCH /v1/containers/a", """{"warnings":["Watch out."]}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(
            "update", "-m", "100m", "--memory-swap", "-1", "--cpus", "50%", "--pids-limit", "-1", "--restart", "on-failure:3", "a"));

        Assert.Contains(
            """PATCH /v1/containers/a {"memoryBytes":104857600,"memorySwapBytes":-1,"cpus":0.5,"pidsLimit":-1,"restartPolicy":{"name":"on-failure","maximumRetryCount":3}}""",
            launcher.Agent.Requests);
        Assert.Equal(("a\n", "warning: Watch out.\n"), (launcher.Out, launcher.Error));
    }

    [Fact]
    public async Task Rename_SendsTheNewName()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnNothing("POST /v1/containers/a/rename");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("rename", "a", "b"));

        Assert.Equal("""POST /v1/containers/a/rename {"name":"b"}""", launcher.Agent.Requests.Single());
    }

    [Theory]
    [InlineData("stop", "POST /v1/containers/wbe/stop")]
    [InlineData("logs", "GET /v1/containers/wbe/logs")]
    [InlineData("inspect", "GET /v1/containers/wbe")]
    [InlineData("top", "GET /v1/containers/wbe/top")]
    [InlineData("attach", "GET /v1/containers/wbe")]
    public async Task AnUnknownName_BringsTheOneThatMayBeMeant(string command, string route)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("web", "running")},{Container("worker", "running")}]")
            .OnProblem(route, 404, "container_not_found", "No container 'wbe' in this machine.");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync(command, "wbe"));

        Assert.Equal("error: No container 'wbe' in this machine.\n  try: Did you mean 'web'? List them with 'pockr ps -a'.\n", launcher.Error);
    }

    private static string Container(string name, string state) =>
        $$"""{"id":"{{name}}","name":"{{name}}","image":"i","command":"c","state":"{{state}}","status":"s","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";
}
