using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class OtherCommandsTests
{
    [Theory]
    [InlineData("Unrecognized command or argument 'frob'", "frob")]
    [InlineData("'x' is not a whole number: --tail.", "logs", "web", "--tail", "x")]
    [InlineData("'Foo' cannot be a machine's name.", "--vm", "Foo", "ps")]
    [InlineData("'../x' cannot be a machine's name.", "status", "--vm", "../x")]
    [InlineData("--tail is -1", "logs", "web", "--tail", "-1")]
    public async Task Line_ThatCannotBeUsed_EndsWithUsageAndARemedy(string message, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(arguments));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("  try: ", launcher.Error, StringComparison.Ordinal);
        Assert.Equal("", launcher.Out);
    }

    [Fact]
    public async Task Help_GoesToStdout()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("run", "--help"));

        Assert.Contains("--publish", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnexpectedFailure_LeavesItsStackInTheLogOnly()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        Directory.CreateDirectory(launcher.Place.Files().Overlay);
        File.Delete(launcher.Place.Files().State);
        File.Delete(launcher.Place.Files().Token);
        Directory.CreateDirectory(launcher.Place.Files().Token);

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("up"));

        Assert.Contains(launcher.Place.Home.Log, launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", await File.ReadAllTextAsync(launcher.Place.Home.Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfAHealthyMachine_EndsWithSuccess()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("status", "--json"));

        var report = JsonDocument.Parse(launcher.Out).RootElement;
        Assert.Equal(("running", "ok"), (report.GetProperty("state").GetString(), report.GetProperty("health").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Status_TellsTheKindsOfNotRunningApart()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"unknown","waitingFor":"dockerd"}""");

        Assert.Equal(ExitCodes.NotHealthy, await launcher.RunAsync("status"));
        Assert.Equal(ExitCodes.NotRunning, await launcher.RunAsync("status", "--vm", "other"));

        Assert.Contains("waiting for dockerd", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("absent", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_IsPrintedAlone()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("token"));

        Assert.Equal(MachineToken.Find(launcher.Place.Files())!.Value + "\n", launcher.Out);
        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("token", "--vm", "other"));
    }

    [Fact]
    public async Task Vm_ComesFromTheEnvironmentUnlessNamed()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Variables["POCKR_VM"] = "other";

        Assert.Equal(ExitCodes.NotRunning, await launcher.RunAsync("status"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("status", "--vm", "default"));
    }

    [Fact]
    public async Task Ps_ListsContainersAndPutsPortsRight()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Host.UserNetwork = "  TCP[HOST_FORWARD]  12       127.0.0.1 9000       10.0.2.15 9000     0     0\r\n";
        launcher.Agent.On(
            "GET /v1/containers",
            """
            [{"id":"0123456789abcdef","name":"web","image":"busybox","command":"httpd","state":"running","status":"Up 5 seconds",
              "createdAt":"2026-01-01T00:00:00Z","ports":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"},{"hostPort":0,"containerPort":81,"protocol":"tcp"}]}]
            """);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps"));

        Assert.Equal(
            "ID            NAME  IMAGE    STATUS        PORTS\n0123456789ab  web   busybox  Up 5 seconds  127.0.0.1:8080->80/tcp\n",
            launcher.Out);
        Assert.Equal(
            ["info usernet", "hostfwd_remove net0 tcp:127.0.0.1:9000", "hostfwd_add net0 tcp:127.0.0.1:8080-127.0.0.1:8080"],
            launcher.Host.MonitorLines);
    }

    [Fact]
    public async Task ACommandThatIsNearlyOne_IsNamed()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("strat", "web"));
        Assert.Contains("try: Did you mean 'pockr start'?", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("vm", "lst"));
        Assert.Contains("try: Did you mean 'pockr vm ls'?", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_TriesAllAndTellsAllFailures()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("POST /v1/containers/a/stop", 404, "container_not_found", "No container 'a'.")
            .OnNothing("POST /v1/containers/b/stop")
            .OnProblem("POST /v1/containers/c/stop", 404, "container_not_found", "No container 'c'.");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("stop", "a", "b", "c", "-t", "3"));

        Assert.Equal("b\n", launcher.Out);
        Assert.Contains("No container 'a'.\nNo container 'c'.", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("POST /v1/containers/b/stop?timeoutSeconds=3", launcher.Agent.Requests);
    }

    [Fact]
    public async Task Down_OfAMachineThatIsNotThere_IsFine()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down"));

        Assert.Equal("Pockr is not running.\n", launcher.Out);
    }

    [Fact]
    public async Task Down_OfASuspendedMachine_LeavesItSo_AndWithPowerOffForgetsItsMemory()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.MarkSuspended();

        Assert.Equal(ExitCodes.NotRunning, await launcher.RunAsync("status"));
        Assert.Contains("suspended", launcher.Out, StringComparison.Ordinal);
        await launcher.RunAsync("down");
        Assert.True(File.Exists(launcher.Place.Files().SuspendedMemory));
        await launcher.RunAsync("down", "--power-off");

        Assert.EndsWith("Pockr is not running.\nPockr is down.\n", launcher.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(launcher.Place.Files().SuspendedMemory));
        Assert.Null(MachineStore.FindSuspended(launcher.Place.Files()));
    }

    [Fact]
    public async Task Down_OfAMachineThatDoesNotAnswer_PowersItOffAndSaysWhy()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("POST /vm/exec", 500, "internal_error");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down"));

        Assert.Contains("does not answer, so it is not suspended but powered off", launcher.Error, StringComparison.Ordinal);
        Assert.Equal("Pockr is down.\n", launcher.Out);
    }

    [Fact]
    public async Task Down_AsksTheGuestFirst()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        var process = launcher.Host.Find(1001)!;
        launcher.Agent.On("POST /vm/exec", async context =>
        {
            launcher.Host.Kill(process);
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"stdout":"","stderr":"","exitCode":0}""");
        });

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down", "--power-off"));

        Assert.Equal("Pockr is down.\n", launcher.Out);
        Assert.Equal(["query-status"], launcher.Host.MonitorLines);
        Assert.False(File.Exists(launcher.Place.Files().State));
    }

    [Fact]
    public async Task Down_OfAMachineThatAnswersNothing_ClimbsTheLadderToTheEnd()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("POST /vm/exec", 500, "internal_error");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down", "--power-off"));

        Assert.Equal(["query-status", "system_powerdown", "quit"], launcher.Host.MonitorLines);
        Assert.Null(launcher.Host.Find(1001));
    }
}
