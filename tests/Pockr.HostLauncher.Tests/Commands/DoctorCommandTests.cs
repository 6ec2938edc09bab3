using System.Globalization;
using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Checks;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class DoctorCommandTests
{
    private const UnixFileMode OpenToAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;

    [Fact]
    public async Task AHostAndAMachine_InOrder_EndWithSuccess()
    {
        await using var launcher = await CreateStoppedAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("doctor"));

        Assert.Contains("ok       qemu.version", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("QEMU is 7.2.22.", launcher.Out, StringComparison.Ordinal);
        Assert.EndsWith("0 errors, 0 warnings.\n", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_AreStable()
    {
        await using var launcher = await CreateStoppedAsync();

        string[] expected =
        [
            "qemu.present", "qemu.version", "qemu-img.present", "home.writable", "home.private", "home.socket-path", "host.disk-space",
            "host.memory", "home.temporary", "home.removed", "home.orphaned", "image.present", $"image.debian-x86_64-{TemporaryHome.BuildId}", "image.leftovers", "image.unused",
            "acceleration.cache", "acceleration.result", "vm.default.config", "vm.default.private", "vm.default.token", "vm.default.state",
            "vm.default.image", "vm.default.disk", "vm.default.suspended", "vm.default.unfit-memory", "vm.default.temporary",
            "vm.default.supervisor", "vm.default.health", "vm.default.parts", "vm.default.sandboxes", "project.records",
        ];
        Assert.Equal(expected, (await CheckAsync(launcher, ExitCodes.Success)).Select(report => report.Id));
    }

    [Fact]
    public async Task WithoutQemuAndAnImage_IsTold_WithARemedyForEach()
    {
        await using var launcher = await Launcher.CreateAsync();
        launcher.Host.MissingPrograms.Add("qemu-system-x86_64");

        var reports = await CheckAsync(launcher, ExitCodes.NotInOrder);

        Assert.Equal(["qemu.present", "image.present"], reports.Where(report => report.Status == Finding.Wrong).Select(report => report.Id));
        Assert.All(reports.Where(report => report.Status == Finding.Wrong), report => Assert.NotEmpty(report.Remedy!));
        Assert.Equal(Finding.NotAsked, reports.Single(report => report.Id == "qemu.version").Status);
    }

    [Fact]
    public async Task WhatKilledProcessesLeft_IsTold_AndFixed_AndThenThereIsNothing()
    {
        await using var launcher = await CreateStoppedAsync();
        var broken = Break(launcher);

        var before = await CheckAsync(launcher, ExitCodes.Success);
        Assert.Equal(broken.Keys.Order(), before.Where(report => report.Fixable).Select(report => report.Id).Order());
        Assert.All(broken.Values, path => Assert.True(Path.Exists(path), path));

        var after = await CheckAsync(launcher, ExitCodes.Success, "--fix");
        Assert.Equal(broken.Keys.Order(), after.Where(report => report.Fixed is not null).Select(report => report.Id).Order());
        Assert.All(after, report => Assert.NotEqual(Finding.Doubtful, report.Status));

        Assert.All(await CheckAsync(launcher, ExitCodes.Success), report => Assert.False(report.Fixable));
        Assert.True(File.Exists(launcher.Place.Files().Token) && File.Exists(launcher.Place.Files().Overlay));
    }

    [Theory]
    [InlineData("config.json", "{", "vm.default.config")]
    [InlineData("token", "not a token", "vm.default.token")]
    [InlineData("user.qcow2", "no disk", "vm.default.disk")]
    public async Task WhatIsTheUsers_IsTold_AndNeverTouched(string file, string content, string id)
    {
        await using var launcher = await CreateStoppedAsync();
        var path = Path.Combine(launcher.Place.Files().Directory, file);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var report = (await CheckAsync(launcher, ExitCodes.NotInOrder, "--fix")).Single(report => report.Id == id);

        Assert.Equal((Finding.Wrong, false, null), (report.Status, report.Fixable, report.Fixed));
        Assert.NotEmpty(report.Remedy!);
        Assert.Equal(content, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AMissingImage_IsTold()
    {
        await using var launcher = await CreateStoppedAsync();
        Directory.Delete(Path.Combine(launcher.Place.Home.Images, $"debian-x86_64-{TemporaryHome.BuildId}"), recursive: true);

        var reports = await CheckAsync(launcher, ExitCodes.NotInOrder, "--fix");

        Assert.Equal(["vm.default.image"], reports.Where(report => report.Status == Finding.Wrong).Select(report => report.Id));
        Assert.Equal(Finding.NotAsked, reports.Single(report => report.Id == "vm.default.disk").Status);
    }

    [Fact]
    public async Task AMachineForAnotherProcessor_NeedsTheQemuThatEmulatesIt()
    {
        await using var launcher = await CreateStoppedAsync();
        var foreign = GuestArchitecture.Names.Single(name => name != GuestArchitecture.OfThisHost);
        launcher.Place.WriteImage(manifest => manifest with { Architecture = foreign });
        Directory.Move(launcher.Place.ImageDirectory, Path.Combine(launcher.Place.Home.Images, "foreign"));
        MachineStore.Save(launcher.Place.Files(), new MachineConfig { Image = "foreign" });

        Assert.Contains(GuestArchitecture.Of(foreign).Executable, (await FindAsync()).Reason, StringComparison.Ordinal);

        launcher.Host.MissingPrograms.Add(GuestArchitecture.Of(foreign).Executable);
        Assert.Equal((Finding.Wrong, true), ((await FindAsync()).Status, (await FindAsync()).Remedy!.Contains("Install", StringComparison.Ordinal)));

        async Task<CheckReport> FindAsync()
        {
            var before = launcher.Out.Length;
            await launcher.RunAsync(["check", "--json"]);
            return JsonSerializer.Deserialize(launcher.Out[before..], LauncherJson.Default.IReadOnlyListCheckReport)!.Single(report => report.Id == "vm.default.image");
        }
    }

    [Fact]
    public async Task ALivingProcessOfSomebodyElse_IsLeftAlone()
    {
        await using var launcher = await CreateStoppedAsync();
        launcher.MarkRunning(program: "firefox");

        var report = (await CheckAsync(launcher, ExitCodes.Success, "--fix")).Single(report => report.Id == "vm.default.state");

        Assert.Equal((Finding.Doubtful, false), (report.Status, report.Fixable));
        Assert.Contains("'firefox'", report.Reason, StringComparison.Ordinal);
        Assert.NotNull(launcher.Host.Find(1001));
        Assert.True(File.Exists(launcher.Place.Files().State));
    }

    [Fact]
    public async Task AQemuWhoseStateIsLost_IsTold_AndItsPidFileStays()
    {
        await using var launcher = await CreateStoppedAsync();
        var files = launcher.Place.Files();
        var qemu = launcher.Host.Add("qemu-system-x86", "-pidfile", files.PidFile);
        await File.WriteAllTextAsync(files.PidFile, qemu.Id.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(files.State, "{", TestContext.Current.CancellationToken);

        var reports = await CheckAsync(launcher, ExitCodes.NotInOrder, "--fix");

        Assert.Equal(Finding.Wrong, reports.Single(report => report.Id == "vm.default.state").Status);
        Assert.True(File.Exists(files.PidFile));
        Assert.NotNull(launcher.Host.Find(qemu.Id));
    }

    [Fact]
    public async Task AMachineThatRuns_IsAskedHowItIs()
    {
        await using var launcher = await CreateStoppedAsync();
        launcher.MarkRunning();
        launcher.Agent.On("GET /health", """{"status":"degraded","runtime":"docker","version":"unknown","waitingFor":"dockerd"}""");

        var reports = await CheckAsync(launcher, ExitCodes.NotInOrder);

        Assert.Equal("It waits for dockerd.", reports.Single(report => report.Id == "vm.default.health").Reason);
        Assert.True(reports.Single(report => report.Id == "vm.default.supervisor").Fixable);
        Assert.Equal(Finding.NotAsked, reports.Single(report => report.Id == "vm.default.disk").Status);
    }

    [Fact]
    public async Task AMachineThatIsBeingStarted_IsLeftOut()
    {
        await using var launcher = await CreateStoppedAsync();
        using var held = FileLock.TryAcquire(launcher.Place.Files().Lock);

        var reports = await CheckAsync(launcher, ExitCodes.Success, "--fix");

        Assert.Equal(["vm.default.lock"], reports.Where(report => report.Id.StartsWith("vm.", StringComparison.Ordinal)).Select(report => report.Id));
    }

    /// <summary>A machine that is in order, and does not run.</summary>
    internal static async Task<Launcher> CreateStoppedAsync()
    {
        var launcher = await Launcher.CreateAsync();
        var files = launcher.Place.Files();
        var disk = launcher.Place.InstallImage();
        PrivateDirectory.Create(files.Directory);
        MachineToken.Ensure(files);
        MachineStore.Save(files, new MachineConfig { Image = $"debian-x86_64-{TemporaryHome.BuildId}" });
        await File.WriteAllBytesAsync(files.Overlay, Qcow2File.Over(disk), TestContext.Current.CancellationToken);
        return launcher;
    }

    internal static async Task<IReadOnlyList<CheckReport>> CheckAsync(Launcher launcher, int exitCode, params string[] options)
    {
        var before = launcher.Out.Length;
        Assert.Equal(exitCode, await launcher.RunAsync(["check", "--json", .. options]));
        return JsonSerializer.Deserialize(launcher.Out[before..], LauncherJson.Default.IReadOnlyListCheckReport)!;
    }

    /// <returns>Which check is to find what.</returns>
    private static Dictionary<string, string> Break(Launcher launcher)
    {
        var (home, files) = (launcher.Place.Home, launcher.Place.Files());
        Dictionary<string, string> broken = new()
        {
            ["acceleration.cache"] = Write(home.Acceleration),
            ["home.temporary"] = Write(Path.Combine(home.Directory, ".acceleration.json.0.tmp")),
            ["home.removed"] = Directory.CreateDirectory(Path.Combine(home.Machines, ".removed-1")).FullName,
            ["image.leftovers"] = Directory.CreateDirectory(Path.Combine(home.Images, ".install-1")).FullName,
            ["home.private"] = home.Machines,
            ["vm.default.private"] = files.Token,
            ["vm.default.state"] = Write(files.State),
            ["vm.default.suspended"] = Write(files.Suspended),
            ["vm.default.unfit-memory"] = Write(files.UnfitMemory),
            ["vm.default.temporary"] = Write(Path.Combine(files.Directory, ".suspended.memory.0.tmp")),
        };
        Write(files.DockerSocket);
        File.SetUnixFileMode(home.Machines, OpenToAll);
        File.SetUnixFileMode(files.Token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        return broken;
    }

    [Fact]
    public async Task AMachineThatAProgramLeft_AndRecordsThatAreTooOld_AreTold_AndFixed()
    {
        await using var launcher = await CreateStoppedAsync();
        var left = launcher.Place.Home.FilesOf(MachineName.Parse("sandbox-left"));
        OwnedMachines.TryTake(left)!.Dispose();
        var record = WriteOldRecord(launcher.Place.Directory);

        var before = await CheckAsync(launcher, ExitCodes.Success);
        Assert.Equal(["home.orphaned", "project.records"], before.Where(report => report.Fixable && !report.Id.StartsWith("vm.", StringComparison.Ordinal)).Select(report => report.Id));
        Assert.Contains("sandbox-left", before.Single(report => report.Id == "home.orphaned").Reason, StringComparison.Ordinal);

        var after = await CheckAsync(launcher, ExitCodes.Success, "--fix");
        Assert.All(after, report => Assert.NotEqual(Finding.Doubtful, report.Status));
        Assert.False(Directory.Exists(left.Directory) || File.Exists(record));
    }

    private static string WriteOldRecord(string directory)
    {
        var project = Project.Init(directory, "old");
        using (var log = project.HistoryOf("gone").Begin(RunRecord.Run, ["true"])!)
        {
            log.End(0);
        }

        var record = Directory.EnumerateFiles(directory, "*-*.json", SearchOption.AllDirectories).Single(path => path.Contains("/gone/", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(record, DateTime.UtcNow.AddDays(-31));
        return record;
    }

    private static string Write(string path)
    {
        File.WriteAllText(path, "{");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }
}
