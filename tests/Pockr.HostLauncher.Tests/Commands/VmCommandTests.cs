using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class VmCommandTests
{
    [Fact]
    public async Task Ls_ListsMachinesInEveryState_AndNothingElse()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        Directory.CreateDirectory(launcher.Place.Files("empty").Directory);
        Directory.CreateDirectory(Path.Combine(launcher.Place.Home.Machines, ".removed-1"));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "ls"));

        var lines = launcher.Out.TrimEnd().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(
            ["NAME STATE URL IMAGE", $"default running http://127.0.0.1:{launcher.Agent.Url.Port} debian-x86_64-{TemporaryHome.BuildId}", "empty absent - -"],
            lines);
    }

    [Fact]
    public async Task Ls_WithNoMachine_IsAHeader()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "ls", "--json"));

        Assert.Equal("[]\n", launcher.Out);
    }

    [Fact]
    public async Task Rm_OfARunningMachine_IsRefused_AndForced()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("POST /vm/exec", 500, "internal_error");
        var directory = launcher.Place.Files().Directory;

        Assert.Equal(ExitCodes.MachineInUse, await launcher.RunAsync("vm", "rm", "default"));
        Assert.True(Directory.Exists(directory));
        Assert.Contains("pockr vm rm --force default", launcher.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "rm", "--force", "default"));
        Assert.Equal("default\n", launcher.Out);
        Assert.Null(launcher.Host.Find(1001));
        Assert.Empty(Directory.EnumerateFileSystemEntries(launcher.Place.Home.Machines));
    }

    [Fact]
    public async Task Rm_OfAMachineThatIsNotThere_SaysSo()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("vm", "rm", "nobody"));
    }

    [Fact]
    public async Task AMachine_IsNamedByAWordOrAnOption_ButNotTwoOfThem()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.NotRunning, await launcher.RunAsync("status", "other"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("--vm", "other", "down", "other"));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("--vm", "default", "status", "other"));
        Assert.Contains("Two machines are named: 'other' and, with --vm, 'default'.", launcher.Error, StringComparison.Ordinal);
    }
}
