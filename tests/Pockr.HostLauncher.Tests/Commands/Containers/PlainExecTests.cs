using Pockr.HostLauncher.Commands.Containers;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Lines that are read without the parser, and do what it would have them do.</summary>
public sealed class PlainExecTests
{
    private const string Route = "POST /v1/containers/web/exec";

    [Theory]
    [InlineData("ls")]
    [InlineData("ls", "-l", "--help", "-h", "/?", "--version")]
    [InlineData("sh", "-c", "echo 'a b' \"$A\" <&>")]
    [InlineData("@file", "[x]", "", " ")]
    [InlineData("env", "--", "--", "--vm", "other")]
    [InlineData("ls", "exec")]
    public async Task APlainLine_SendsWhatTheParserWouldHaveSent(params string[] command)
    {
        await using var launcher = await RunningAsync();
        string[] line = ["exec", "web", .. command];
        Assert.NotNull(PlainExec.TryRead(line));

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
    [InlineData("--vm", "other", "exec", "web", "ls")]
    public void OtherLines_AreTheParsers(params string[] line) => Assert.Null(PlainExec.TryRead(line));

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
        launcher.Agent.OnLines(Route, """{"stream":"stdout","text":"out"}""", """{"exitCode":7}""");
        return launcher;
    }
}
