using Pockr.HostLauncher.Autostart;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class AutostartCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enable_WritesAUnit_AndTellsSystemd()
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("autostart", "enable"));

        var unit = await File.ReadAllTextAsync(FileOf(launcher), Cancellation);
        Assert.Contains("ExecStart=\"/opt/my tools/pockr\" up default\n", unit, StringComparison.Ordinal);
        Assert.Contains($"Environment=\"POCKR_HOME={launcher.Place.Home.Directory}\"\n", unit, StringComparison.Ordinal);
        Assert.Equal(
            ["systemctl --user daemon-reload", "systemctl --user enable pockr-default.service"],
            launcher.Host.Commands.Select(command => command.ToString()));
        Assert.Contains("loginctl enable-linger", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutSystemd_TheUnitIsWritten_AndTheCommandTold()
    {
        await using var launcher = await CreateAsync();
        launcher.Host.MissingPrograms.Add("systemctl");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("autostart", "enable"));

        Assert.True(File.Exists(FileOf(launcher)));
        Assert.Contains("systemctl --user enable pockr-default.service", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SaysWhetherSystemdKnows_AndDisableTakesAllAway()
    {
        await using var launcher = await CreateAsync();
        await launcher.RunAsync("autostart", "status");
        await launcher.RunAsync("autostart", "enable");
        await launcher.RunAsync("autostart", "status");
        var wants = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(FileOf(launcher))!, "default.target.wants")).FullName;
        File.CreateSymbolicLink(Path.Combine(wants, "pockr-default.service"), FileOf(launcher)); // as systemctl does
        await launcher.RunAsync("autostart", "status");
        var path = FileOf(launcher);
        Assert.Equal($"disabled\n{path}\ndisabled, though {path} is there\nenabled: {path}\n", launcher.Out);

        launcher.Host.MissingPrograms.Add("systemctl");
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("autostart", "disable"));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!, "*", SearchOption.AllDirectories));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("autostart", "disable"));
    }

    [Fact]
    public async Task AUnitOfSomebodyElse_IsLeftAsItIs()
    {
        await using var launcher = await CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(launcher))!);
        await File.WriteAllTextAsync(FileOf(launcher), "[Unit]\n", Cancellation);

        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("autostart", "enable"));
        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("autostart", "disable"));

        Assert.Equal("[Unit]\n", await File.ReadAllTextAsync(FileOf(launcher), Cancellation));
    }

    [Fact]
    public async Task AMachineThatIsNotThere_IsNotStartedByItself()
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("autostart", "enable", "nobody"));
    }

    [Fact]
    public void SystemdsUnit_HasEveryCharacterOfAPath()
    {
        var unit = AutostartUnit.ForSystemd(MachineName.Parse("a"), "/a b/50%/\"q\"/\\", "/home/$me");

        Assert.Contains("ExecStop=\"/a b/50%%/\\\"q\\\"/\\\\\" down a\n", unit.Text, StringComparison.Ordinal);
        Assert.Contains("Environment=\"POCKR_HOME=/home/$me\"\n", unit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void LaunchdsUnit_IsXml()
    {
        var unit = AutostartUnit.ForLaunchd(MachineName.Parse("a"), "/a & b/<pockr>", "/home");

        var plist = System.Xml.Linq.XDocument.Parse(unit.Text);
        Assert.Equal(["/a & b/<pockr>", "up", "a"], plist.Descendants("array").Single().Elements().Select(element => element.Value));
    }

    private static string FileOf(Launcher launcher) =>
        Path.Combine(launcher.Variables["XDG_CONFIG_HOME"], "systemd", "user", "pockr-default.service");

    private static async Task<Launcher> CreateAsync()
    {
        var launcher = await DoctorCommandTests.CreateStoppedAsync();
        launcher.Variables["XDG_CONFIG_HOME"] = Path.Combine(launcher.Place.Directory, "config");
        return launcher;
    }
}
