using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Commands on containers that boot a system of their own.</summary>
public sealed class SystemCommandsTests
{
    private const string Found = """{"exitCode":0,"stdout":"NAME\n","stderr":"","durationMilliseconds":1,"timedOut":false,"truncated":false,"stdoutBytes":1,"stderrBytes":0}""";

    [Fact]
    public async Task Run_WithASystem_DoesNotWaitForItsEnd()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers", """{"id":"c1"}""", StatusCodes.Status201Created).OnNothing("POST /v1/containers/c1/start");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("run", "--system", "--volatile", "--name", "deb", "debian"));

        Assert.Equal("c1\n", launcher.Out);
        var request = launcher.Agent.Requests.First();
        Assert.Contains("\"system\":true", request, StringComparison.Ordinal);
        Assert.Contains("\"volatile\":true", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_IsAskedOfTheSystemsOwnTool_AndEndsWithItsExitCode()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/deb/exec/run", Found.Replace("NAME", "systemd", StringComparison.Ordinal))
            .OnLines("POST /v1/containers/deb/exec", """{"stream":"stderr","text":"Unit x.service not found.\n"}""", """{"exitCode":5}""");

        Assert.Equal(5, await launcher.RunAsync("service", "start", "deb", "x"));

        Assert.Equal("Unit x.service not found.\n", launcher.Error);
        Assert.Contains("""["systemctl","--no-ask-password","start","--","x"]""", launcher.Agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "service start deb cron", "error: In the container 'deb' runs neither systemd nor OpenRC, so it has no services.")]
    [InlineData("", "service ls deb", "error: In the container 'deb' runs neither systemd nor OpenRC, so it has no services.")]
    [InlineData("openrc", "service logs deb cron", "error: OpenRC, which runs in 'deb', keeps no logs of services.")]
    [InlineData("systemd", "service stop deb -- --all", "error: '--all' cannot be a service.")]
    public async Task WhatASystemDoesNotHave_IsSaid(string manager, string line, string error)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers/deb/exec/run", Found.Replace("NAME", manager, StringComparison.Ordinal));

        Assert.NotEqual(ExitCodes.Success, await launcher.RunAsync(line.Split(' ')));

        Assert.StartsWith(error, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("\n  try: ", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_AContainerThatDoesNotRun_SaysHowToStartIt()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers/deb", """
            {"id":"0123","name":"deb","image":"debian","imageId":"sha256:1","command":["/sbin/init"],"createdAt":"2026-01-01T00:00:00Z",
             "state":{"status":"exited","running":false,"exitCode":0,"oomKilled":false},"restartCount":0,"env":[],"workDir":"","user":"",
             "hostname":"h","labels":{},"ports":[],"mounts":[],"networks":[],"limits":{},"restartPolicy":{"name":"no","maximumRetryCount":0},
             "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":false,"tty":true}
            """);

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("enter", "deb"));

        Assert.Contains("The container 'deb' does not run.", launcher.Error, StringComparison.Ordinal);
    }
}
