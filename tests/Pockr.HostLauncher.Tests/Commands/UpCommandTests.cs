using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class UpCommandTests
{
    private const string Healthy = """{"status":"ok","runtime":"docker","version":"26.1.5"}""";

    [Fact]
    public async Task Up_OfANewMachine_MakesItAndSaysWhereItIs()
    {
        await using var launcher = await NewAsync();

        var exitCode = await UpAsync(launcher, "--json", "--memory", "1g", "--cpus", "3");

        Assert.Equal((ExitCodes.Success, ""), (exitCode, ErrorsOf(launcher)));
        var report = JsonDocument.Parse(launcher.Out).RootElement;
        Assert.Equal($"http://127.0.0.1:{launcher.Agent.Url.Port}", report.GetProperty("url").GetString());
        Assert.Equal((1, "tcg", false), (report.GetProperty("starts").GetInt32(), report.GetProperty("accelerator").GetString(), report.GetProperty("alreadyRunning").GetBoolean()));
        var config = MachineStore.FindConfig(launcher.Place.Files())!;
        Assert.Equal((3, 1024, $"debian-x86_64-{TemporaryHome.BuildId}"), (config.Cpus, config.MemoryMiB, config.Image));
        Assert.True(File.Exists(Path.Combine(launcher.Place.Home.Images, config.Image, "base.qcow2")));
    }

    [Fact]
    public async Task Up_OfAMachineForAnotherProcessor_EmulatesIt_WhereItsQemuIsThere()
    {
        await using var launcher = await NewAsync();
        var foreign = GuestArchitecture.Of(GuestArchitecture.Names.Single(name => name != GuestArchitecture.OfThisHost));
        launcher.Place.WriteImage(manifest => manifest with { Architecture = foreign.Name });
        launcher.Host.MissingPrograms.Add(foreign.Executable);

        Assert.Equal(ExitCodes.MissingTool, await UpAsync(launcher));
        Assert.Contains($"'{foreign.Executable}' is not on PATH.", launcher.Error, StringComparison.Ordinal);

        launcher.Host.MissingPrograms.Clear();
        Assert.Equal(ExitCodes.Success, await UpAsync(launcher));
        var start = launcher.Host.Commands.Last(command => command.FileName == foreign.Executable && command.Arguments.Contains("-daemonize"));
        Assert.Contains("tcg,thread=multi,tb-size=512", start.Arguments);
    }

    [Fact]
    public async Task Up_KeepsTheTokenOutOfEveryCommandLineAndLog()
    {
        await using var launcher = await NewAsync();

        await UpAsync(launcher);

        var files = launcher.Place.Files();
        var token = MachineToken.Find(files)!.Value;
        Assert.DoesNotContain(launcher.Host.Commands, command => command.ToString().Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(files.QemuLog, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(token, launcher.Out + launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_KeepsTheMachineFromOtherUsers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var launcher = await NewAsync();

        await UpAsync(launcher);

        var files = launcher.Place.Files();
        const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ReadWrite, new FileInfo(files.Token).UnixFileMode);
        Assert.Equal(ReadWrite | UnixFileMode.UserExecute, new DirectoryInfo(files.Directory).UnixFileMode);
    }

    [Fact]
    public async Task Up_OfAMachineThatPanicsTwice_StartsItAgainAndSaysSo()
    {
        await using var launcher = await NewAsync();
        launcher.Agent.On("GET /health", "{}", 503);
        launcher.Host.OnQemu = (start, process) =>
        {
            File.WriteAllText(launcher.Place.Files().SerialLog, "pockr: kernel started\r\n");
            if (start == 1)
            {
                File.AppendAllText(launcher.Place.Files().SerialLog, "Kernel panic - not syncing: Fatal exception\r\n");
            }
            else if (start == 2)
            {
                launcher.Host.Kill(process);
            }
            else
            {
                launcher.Agent.On("GET /health", Healthy);
            }
        };

        var exitCode = await UpAsync(launcher, "--json");

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Equal(3, JsonDocument.Parse(launcher.Out).RootElement.GetProperty("starts").GetInt32());
        Assert.Contains("the guest's kernel panicked: Fatal exception. Starting it again (2 of 3).", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("QEMU ended. Starting it again (3 of 3).", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OfAMachineThatNeverComesUp_ShowsItsConsoleAndEndsIt()
    {
        await using var launcher = await NewAsync();
        launcher.Agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"unknown","waitingFor":"dockerd"}""");
        launcher.BootLimit = TimeSpan.FromMilliseconds(50);
        List<int> started = [];
        launcher.Host.OnQemu = (_, process) =>
        {
            started.Add(process.Id);
            File.WriteAllText(launcher.Place.Files().SerialLog, "pockr: starting the network\r\nsomething odd\r\n");
        };

        var exitCode = await UpAsync(launcher);

        Assert.Equal(ExitCodes.BootFailed, exitCode);
        Assert.Equal(3, started.Count);
        Assert.All(started, id => Assert.Null(launcher.Host.Find(id)));
        Assert.Contains("  something odd", launcher.Error, StringComparison.Ordinal);
        Assert.Contains(launcher.Place.Files().SerialLog, launcher.Error, StringComparison.Ordinal);
        Assert.Equal("", launcher.Out);
    }

    [Fact]
    public async Task Up_OfAMachineOfANewerPockr_SaysSo_AndDoesNotTryAgain()
    {
        await using var launcher = await NewAsync();
        launcher.Agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"26.1.5","waitingFor":"token"}""");
        launcher.Host.OnTold = _ => throw Failures.AgentOfAnotherAge(1, own: 0);

        Assert.Equal(ExitCodes.AgentOfAnotherAge, await UpAsync(launcher));

        Assert.Contains("error: The machine's image is of a newer pockr than this one", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("try: Use a newer pockr. The machine's disk is left as it is.", launcher.Error, StringComparison.Ordinal);
        Assert.Equal((1, true), (launcher.Host.QemuStarts, File.Exists(launcher.Place.Files().Overlay)));
        Assert.Null(new MachineStore(launcher.Host).FindRunning(launcher.Place.Files()));
    }

    [Fact]
    public async Task Up_OfAMachineWhoseAgentDoesNotTakeItsToken_SaysWhyThatMayBe()
    {
        await using var launcher = await NewAsync();
        launcher.BootLimit = TimeSpan.FromSeconds(3);
        launcher.Agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"26.1.5","waitingFor":"token"}""");
        launcher.Host.OnTold = over => Task.Delay(Timeout.Infinite, over);

        Assert.Equal(ExitCodes.AgentOfAnotherAge, await UpAsync(launcher));

        Assert.Contains("its image is probably of another pockr than this one.", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(1, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task Up_OfAMachineThatAnotherVersionSuspended_LeavesItAsItIs()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        launcher.MarkSuspended();
        var suspended = launcher.Place.Files().Suspended;
        var notes = JsonNode.Parse(await File.ReadAllTextAsync(suspended, TestContext.Current.CancellationToken))!;
        notes["identityVersion"] = 1;
        await File.WriteAllTextAsync(suspended, notes.ToJsonString(), TestContext.Current.CancellationToken);

        var exitCode = await UpAsync(launcher);

        Assert.Equal((ExitCodes.AgentOfAnotherAge, 1), (exitCode, launcher.Host.QemuStarts));
        Assert.True(File.Exists(launcher.Place.Files().SuspendedMemory));
        Assert.NotNull(MachineStore.FindSuspended(launcher.Place.Files()));
    }

    [Fact]
    public async Task Up_OfARunningMachine_StartsNothing()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        var exitCode = await launcher.RunAsync("up", "--json");

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.True(JsonDocument.Parse(launcher.Out).RootElement.GetProperty("alreadyRunning").GetBoolean());
        Assert.Equal(0, launcher.Host.QemuStarts);
    }

    [Theory]
    [InlineData(1, "qemu-system-x86")]
    [InlineData(0, "bash")]
    public async Task Up_WhenTheProcessNumberIsAnothersNow_Boots(long startTimeOffset, string program)
    {
        await using var launcher = await NewAsync();
        launcher.MarkRunning(startTimeOffset, program);

        var exitCode = await UpAsync(launcher);

        Assert.Equal((ExitCodes.Success, 1), (exitCode, launcher.Host.QemuStarts));
    }

    [Fact]
    public async Task Up_AfterAStartThatWasCutShort_FindsTheMachineByQemusOwnFile()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        var files = launcher.Place.Files();
        MachineStore.Save(files, new MachineState { Port = launcher.Agent.Url.Port, Accelerator = "tcg", StartedAt = DateTimeOffset.UtcNow });
        var process = launcher.Host.Add("qemu-system-x86", "-pidfile", files.PidFile);
        await File.WriteAllTextAsync(files.PidFile, $"{process.Id}\n", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up"));

        Assert.Equal(0, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task Up_TwiceAtOnce_StartsOneMachine()
    {
        await using var launcher = await NewAsync();

        var exitCodes = await Task.WhenAll(UpAsync(launcher), UpAsync(launcher));

        Assert.Equal([ExitCodes.Success, ExitCodes.Success], exitCodes);
        Assert.Equal(1, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task Up_OnAPortInUse_SaysSoAndNamesAFreeOne()
    {
        await using var launcher = await NewAsync();
        launcher.UsedPorts.Add(9999);

        Assert.Equal(ExitCodes.PortInUse, await launcher.RunAsync("up", "--image", launcher.Place.ImageDirectory, "--port", "9999"));

        Assert.Contains("error: Port 9999 of this host is in use", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("try: Take a free one", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(0, launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task Up_WhoseFreePortIsTakenBeforeQemuHasIt_TakesAnother()
    {
        await using var launcher = await NewAsync();
        launcher.Host.QemuError = start => start == 1 ? "qemu: Could not set up host forwarding rule 'tcp:127.0.0.1:7080-:7080'" : "refused for another reason";

        Assert.Equal(ExitCodes.QemuFailed, await launcher.RunAsync("up", "--image", launcher.Place.ImageDirectory, "--no-template"));

        Assert.Equal(2, launcher.Host.QemuStarts);
        Assert.Contains("refused for another reason", launcher.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(launcher.Place.Files().State));
    }

    [Fact]
    public async Task Up_WithImpossibleSettings_ReportsAllOfThem()
    {
        await using var launcher = await NewAsync();

        var exitCode = await launcher.RunAsync("up", "--image", launcher.Place.ImageDirectory, "--cpus", "99", "--memory", "64m", "--port", "70000", "--accel", "warp");

        Assert.Equal(ExitCodes.InvalidSettings, exitCode);
        Assert.All(["cpus is 99", "memory is 64 MiB", "port is 70000", "accel is 'warp'"], finding => Assert.Contains(finding, launcher.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_WithSettingsThatCannotBeRead_ReportsAllOfThem_AndMakesNothing()
    {
        await using var launcher = await NewAsync();

        var exitCode = await launcher.RunAsync("up", "--cpus", "x", "--memory", "lots", "--idle-pause", "soon", "--port", "1", "--port", "2");

        Assert.Equal(ExitCodes.InvalidSettings, exitCode);
        Assert.All(
            ["cpus is 'x'; it is not a whole number", "memory is 'lots'", "idle-pause is 'soon'", "port is '1' and '2'"],
            finding => Assert.Contains(finding, launcher.Error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(launcher.Place.Files().Directory));
    }

    [Fact]
    public async Task Up_WithMoreMemoryThanTheHostHas_EndsWithItsOwnCode()
    {
        await using var launcher = await NewAsync();

        Assert.Equal(ExitCodes.NotEnoughMemory, await launcher.RunAsync("up", "--image", launcher.Place.ImageDirectory, "--memory", "100g"));

        Assert.Contains("102400 MiB, and the host has 8192 MiB", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OfAMachineWithAnotherImageBeside_KeepsItsOwnAndSaysSo()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        await launcher.RunAsync("down");
        launcher.Place.WriteImage(manifest => manifest with { BuildId = "ffff" });

        await UpAsync(launcher);

        Assert.Contains("keeps its image debian-x86_64-00112233aabbccdd; debian-x86_64-ffff is there for new ones", launcher.Error, StringComparison.Ordinal);
        Assert.Equal("debian-x86_64-00112233aabbccdd", MachineStore.FindConfig(launcher.Place.Files())!.Image);
    }

    [Fact]
    public async Task Up_WithOtherSettingsThanTheSuspendedMachineHad_SetsItsMemoryAsideAndBoots()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        var files = launcher.Place.Files();
        launcher.MarkSuspended();

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "--memory", "1g"));

        Assert.Contains("does not fit (-m was 2048 and is 1024 now) and is set aside: it boots", launcher.Error, StringComparison.Ordinal);
        Assert.Null(MachineStore.FindSuspended(files));
        Assert.True(File.Exists(files.UnfitMemory));
        Assert.DoesNotContain("-incoming", launcher.Host.Commands[^1].Arguments);
    }

    [Fact]
    public async Task Up_WithDamagedNotesOnTheSuspendedMachine_Boots()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        launcher.MarkSuspended();
        await File.WriteAllTextAsync(launcher.Place.Files().Suspended, "{", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher));

        Assert.False(File.Exists(launcher.Place.Files().SuspendedMemory));
        Assert.DoesNotContain("-incoming", launcher.Host.Commands[^1].Arguments);
    }

    [Fact]
    public async Task Up_OfAMachineThatWasSavedButNotEnded_EndsItsQemuFirst()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        var process = launcher.Host.Find(1001)!;
        launcher.MarkSuspended(ended: false);

        await UpAsync(launcher, "--cpus", "1");

        Assert.Null(launcher.Host.Find(process.Id));
        Assert.Contains("-smp was 2 and is 1 now", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OfAMachineWhoseSuspensionWasCutShort_LetsItGoOn()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        launcher.Host.MonitorAnswers["query-status"] = """{"running":false}""";

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher));

        Assert.Contains("migrate_cancel cont", string.Join(' ', launcher.Host.MonitorLines), StringComparison.Ordinal);
        Assert.Equal(1, launcher.Host.QemuStarts);
        Assert.Equal([false, true], launcher.Host.Told.Select(told => told.SetsClock));
    }

    [Theory]
    [InlineData("/etc/passwd", false)]
    [InlineData(null, false)]
    [InlineData("the base", true)]
    public async Task Up_OfADiskThatNamesOtherFilesThanItsImage_OpensNothing(string? backingFile, bool hasDataFile)
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher);
        await launcher.RunAsync("down", "--power-off");
        var files = launcher.Place.Files();
        var image = Path.Combine(launcher.Place.Home.Images, MachineStore.FindConfig(files)!.Image, "base.qcow2");
        await File.WriteAllBytesAsync(files.Overlay, Qcow2File.Over(backingFile == "the base" ? image : backingFile, hasDataFile), TestContext.Current.CancellationToken);
        var commands = launcher.Host.Commands.Count;

        Assert.Equal(ExitCodes.DiskDamaged, await UpAsync(launcher));

        Assert.Equal(commands, launcher.Host.Commands.Count);
        Assert.Contains("is not opened: its header names", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_WithAQemuThatCannotConfineItself_GoesWithout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "QEMU confines itself on Linux.");
        await using var launcher = await NewAsync();
        launcher.Host.QemuError = start => start == 1 ? "qemu-system-x86_64: -sandbox support is not enabled in this QEMU binary" : null;

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher));

        Assert.Contains("This QEMU cannot confine itself", launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("-sandbox", launcher.Host.Commands[^1].Arguments);
    }

    [Fact]
    public async Task Up_WithADirectoryTooDeepForASocket_SaysSo()
    {
        await using var launcher = await NewAsync();
        var name = new string('a', 32);
        var home = new PockrHome(Path.Combine(launcher.Place.Directory, new string('d', 80)));

        var failure = Assert.Throws<LauncherException>(() => home.FilesOf(MachineName.Parse(name)).EnsureSocketPathsFit());

        Assert.Contains("107", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<Launcher> NewAsync()
    {
        var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /health", Healthy).On("GET /v1/containers", "[]");
        launcher.Place.WriteImage();
        return launcher;
    }

    private static Task<int> UpAsync(Launcher launcher, params string[] more) =>
        launcher.RunAsync(["up", "--image", launcher.Place.ImageDirectory, "--port", $"{launcher.Agent.Url.Port}", "--no-template", .. more]);

    private static string ErrorsOf(Launcher launcher) =>
        string.Concat(launcher.Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)));
}
