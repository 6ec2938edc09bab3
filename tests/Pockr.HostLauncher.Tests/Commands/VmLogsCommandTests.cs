using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class VmLogsCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheConsole_OfAMachineThatIsDown_HasItsLastLines_AndNothingThatSteersATerminal()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        await File.WriteAllTextAsync(launcher.Place.Files().SerialLog, "one\r\ntwo\u001b[2J\nthree\nrest", Cancellation);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "logs", "--tail", "2"));

        Assert.Equal("two[2J\nthree\nrest\n", launcher.Out);
    }

    [Fact]
    public async Task QemusLog_IsBothOfItsFiles()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        await File.WriteAllTextAsync(launcher.Place.Files().QemuLog, "command line\n", Cancellation);
        await File.WriteAllTextAsync(launcher.Place.Files().QemuMessages, "messages\n", Cancellation);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "logs", "default", "--qemu"));

        Assert.Equal("command line\nmessages\n", launcher.Out);
    }

    [Fact]
    public async Task AServicesLog_ComesFromTheMachine()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnLines("GET /v1/system/logs/dockerd", """{"stream":"stdout","text":"of dockerd\n"}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "logs", "--dockerd", "-n", "5"));

        Assert.Equal("of dockerd\n", launcher.Out);
        Assert.Contains("GET /v1/system/logs/dockerd?tail=5", launcher.Agent.Requests);
    }

    [Fact]
    public async Task Following_GoesOnWithWhatIsAdded_AlsoInANewFile()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        var log = launcher.Place.Files().SerialLog;
        await File.WriteAllTextAsync(log, "of the first start\n", Cancellation);

        var following = launcher.RunAsync("vm", "logs", "-f");
        await AppearsAsync(launcher, "of the first start\n");
        await File.AppendAllTextAsync(log, "more\n", Cancellation);
        await AppearsAsync(launcher, "more\n");
        await File.WriteAllTextAsync(log, "anew\n", Cancellation);
        await AppearsAsync(launcher, "anew\n");
        launcher.Interruption.Interrupt(ExitCodes.Interrupted);

        Assert.Equal(ExitCodes.Interrupted, await following);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "--qemu", "--agent")]
    [InlineData(ExitCodes.Usage, "--tail", "-1")]
    [InlineData(ExitCodes.NotRunning, "--agent")]
    [InlineData(ExitCodes.MachineNotFound, "nobody")]
    public async Task WhatCannotBe_IsRefused(int exitCode, params string[] arguments)
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();

        Assert.Equal(exitCode, await launcher.RunAsync(["vm", "logs", .. arguments]));
    }

    private static async Task AppearsAsync(Launcher launcher, string text)
    {
        while (!launcher.Out.EndsWith(text, StringComparison.Ordinal))
        {
            await Task.Delay(10, Cancellation);
        }
    }
}
