using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Commands.Containers;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Lines that are read without the parser, and do what it would have them do.</summary>
public sealed class PlainLineTests
{
    [Theory]
    [InlineData("exec", "web", "ls")]
    [InlineData("exec", "web", "ls", "-l", "--help", "-h", "/?", "--version")]
    [InlineData("exec", "web", "sh", "-c", "echo 'a b' \"$A\" <&>")]
    [InlineData("exec", "web", "@file", "[x]", "", " ")]
    [InlineData("exec", "web", "env", "--", "--", "--vm", "other")]
    [InlineData("exec", "web", "ls", "exec")]
    [InlineData("run", "busybox")]
    [InlineData("run", "busybox", "ls", "-l", "--rm", "-h")]
    [InlineData("run", "--rm", "busybox:latest", "ls")]
    [InlineData("run", "--rm", "busybox", "env", "--", "--help")]
    [InlineData("run", "--rm", "busybox", "-l")]
    [InlineData("run", "@file", "@file")]
    public async Task APlainLine_SendsWhatTheParserWouldHaveSent(params string[] line)
    {
        await using var launcher = await RunningAsync();
        Assert.NotNull(IPlainLine.TryRead(line));

        Assert.Equal(7, await launcher.RunAsync(line));
        Assert.Equal(7, await launcher.RunAsync(["--vm", "default", .. line]));

        Assert.Equal(2, launcher.Agent.Requests.Count);
        Assert.Single(launcher.Agent.Requests.Distinct());
        Assert.Equal("outout", launcher.Out);
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("exec", "web")]
    [InlineData("exec", "-i", "web", "ls")]
    [InlineData("exec", "--vm", "other", "web")]
    [InlineData("exec", "--", "web", "ls")]
    [InlineData("exec", "web", "--", "ls")]
    [InlineData("exec", "web", "-i", "ls")]
    [InlineData("exec", "", "ls")]
    [InlineData("exec", "web", "")]
    [InlineData("exce", "web", "ls")]
    [InlineData("ps", "web", "ls")]
    [InlineData("run")]
    [InlineData("run", "--rm")]
    [InlineData("run", "--rm", "--rm", "busybox")]
    [InlineData("run", "--rm=false", "busybox")]
    [InlineData("run", "-d", "busybox")]
    [InlineData("run", "--rm", "-it", "busybox")]
    [InlineData("run", "--", "busybox")]
    [InlineData("run", "busybox", "--", "ls")]
    [InlineData("run", "")]
    [InlineData("create", "busybox")]
    [InlineData("--vm", "other", "exec", "web", "ls")]
    public void OtherLines_AreTheParsers(params string[] line) => Assert.Null(IPlainLine.TryRead(line));

    [Fact]
    public async Task TheMachineIsTheOneThatIsSet()
    {
        await using var launcher = await RunningAsync();
        launcher.Variables["POCKR_VM"] = "Not a name";

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("exec", "web", "ls"));

        Assert.Contains("'Not a name'", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task AMachineThatIsDown_IsStarted()
    {
        await using var launcher = await Launcher.CreateDownAsync();

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("exec", "web", "ls"));

        Assert.StartsWith("Starting the machine default ...\nerror: ", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(2, launcher.Host.QemuStarts);
    }

    private static async Task<Launcher> RunningAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        string[] frames = ["""{"stream":"stdout","text":"out"}""", """{"exitCode":7}"""];
        launcher.Agent.OnLines("POST /v1/containers/web/exec", frames);
        launcher.Agent.On("POST /v1/containers/run", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status201Created, "/v1/containers/c1");
            return context.Response.WriteAsync(string.Join('\n', frames));
        });
        return launcher;
    }
}
