using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Machines that commands about containers find, or start.</summary>
public sealed class MachineAccessTests
{
    [Fact]
    public async Task AMachineThatIsDown_IsStarted_WhichIsSaidInOneLine()
    {
        await using var launcher = await Launcher.CreateDownAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "--quiet"));

        Assert.Equal("Starting the machine default ...\n", launcher.Error);
        Assert.Equal(("", 2), (launcher.Out, launcher.Host.QemuStarts));
        Assert.NotNull(new MachineStore(launcher.Host).FindRunning(launcher.Place.Files()));
    }

    [Fact]
    public async Task AMachineThatIsSuspended_GoesOn()
    {
        await using var launcher = await Launcher.CreateDownAsync();
        await launcher.RunAsync("ps", "--quiet");
        launcher.MarkSuspended();

        await launcher.RunAsync("ps", "--quiet");

        Assert.Contains("\nResuming the machine default ...\n", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMachineThatRuns_IsNotStarted_AndNothingIsSaid()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("ps", "--quiet"));

        Assert.Equal(("", 0), (launcher.Error, launcher.Host.QemuStarts));
    }

    [Fact]
    public async Task AnotherMachineThatIsNotThere_IsNotMade()
    {
        await using var launcher = await Launcher.CreateDownAsync();

        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("ps", "--vm", "defualt"));

        Assert.Contains("try: Make it with 'pockr up --vm defualt'.", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(1, launcher.Host.QemuStarts);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("down")]
    [InlineData("vm", "ls")]
    [InlineData("complete", "--", "logs", "")]
    public async Task WhatIsAboutMachines_StartsNone(params string[] arguments)
    {
        await using var launcher = await Launcher.CreateDownAsync();

        await launcher.RunAsync(arguments);

        Assert.Equal(1, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task ALineThatCannotBeUsed_StartsNone()
    {
        await using var launcher = await Launcher.CreateDownAsync();

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("run", "--memory", "lots", "busybox"));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("stop"));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("logs", "web", "--since", "then"));

        Assert.Equal(1, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task AMachineThatCannotBeStarted_SaysWhy()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("run", "busybox"));

        Assert.StartsWith("Starting the machine default ...\nerror: ", launcher.Error, StringComparison.Ordinal);
    }
}
