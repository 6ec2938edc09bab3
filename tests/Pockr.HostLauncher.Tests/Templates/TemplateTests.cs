using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Templates;

public sealed class TemplateTests
{
    private const string Healthy = """{"status":"ok","runtime":"docker","version":"26.1.5"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFirstUp_MakesATemplate_AndTheMachineGoesOnFromIt()
    {
        await using var launcher = await NewAsync();

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one", "--json"));

        Assert.Equal((2, 1), (launcher.Host.QemuStarts, launcher.Host.WarmUps));
        Assert.True(JsonDocument.Parse(launcher.Out).RootElement.GetProperty("fromTemplate").GetBoolean());
        var template = TemplateOf(launcher);
        Assert.Equal("memory", await File.ReadAllTextAsync(Path.Combine(template, "memory"), Cancellation));
        Assert.Equal(Path.Combine(template, "disk.qcow2"), Qcow2Header.Read(launcher.Place.Files("one").Overlay).BackingFile);
        Assert.Null(MachineStore.FindSuspended(launcher.Place.Files("one")));
        Assert.DoesNotContain("hostfwd", string.Join(' ', StartOf(launcher, 1)), StringComparison.Ordinal);
        Assert.Contains("-incoming", StartOf(launcher, 2));
    }

    [Fact]
    public async Task MachinesOfOneTemplate_AreToldWhoTheyAre()
    {
        await using var launcher = await NewAsync();

        await UpAsync(launcher, "one");
        await UpAsync(launcher, "two");

        Assert.Equal((3, 1), (launcher.Host.QemuStarts, launcher.Host.WarmUps));
        var (first, second) = (launcher.Host.Told[0], launcher.Host.Told[1]);
        Assert.Equal((true, true), (first.SetsClock, second.SetsClock));
        Assert.Equal(("one", "two"), (first.Persona.HostName, second.Persona.HostName));
        Assert.NotEqual(first.Persona.MachineId, second.Persona.MachineId);
        Assert.NotEqual(first.Persona.Token.Sha256, second.Persona.Token.Sha256);
        Assert.Equal(StartOf(launcher, 2)[StartOf(launcher, 2).IndexOf("-append") + 1], StartOf(launcher, 1)[StartOf(launcher, 1).IndexOf("-append") + 1]);
    }

    [Theory]
    [InlineData("another size", "--memory", "1g")]
    [InlineData("another QEMU")]
    public async Task AMachineOfAnotherShape_HasAnotherTemplate(string difference, params string[] options)
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "one");
        if (difference == "another QEMU")
        {
            launcher.Host.QemuVersion = "QEMU emulator version 8.0.1";
        }

        await UpAsync(launcher, "two", options);

        Assert.Equal(2, launcher.Host.WarmUps);
    }

    [Fact]
    public async Task ATemplateThatCannotBeMade_IsDoneWithout_AndLeavesNothing()
    {
        await using var launcher = await NewAsync();
        launcher.Host.QemuError = start => start == 1 ? "no" : null;

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));

        Assert.Contains("QEMU did not start: no The machine boots without one.", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(launcher.Place.Home.Templates));
        Assert.DoesNotContain("-incoming", StartOf(launcher, 2));
        Assert.EndsWith("base.qcow2", Qcow2Header.Read(launcher.Place.Files("one").Overlay).BackingFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAKilledTryHasLeft_IsEndedAndRemoved()
    {
        await using var launcher = await NewAsync();
        var left = new MachineFiles(Path.Combine(launcher.Place.Home.Templates, ".make-00000000"));
        Directory.CreateDirectory(left.Directory);
        var qemu = launcher.Host.Add("qemu-system-x86", "-pidfile", left.PidFile);
        await File.WriteAllTextAsync(left.PidFile, $"{qemu.Id}\n", Cancellation);

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));

        Assert.Null(launcher.Host.Find(qemu.Id));
        Assert.False(Directory.Exists(left.Directory));
    }

    [Fact]
    public async Task ATemplateWhoseMemoryIsCutOff_IsMadeAnew_AndItsMachinesKeepTheirDisks()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "one");
        await launcher.RunAsync("down", "one", "--power-off");
        var damaged = TemplateOf(launcher);
        await File.WriteAllTextAsync(Path.Combine(damaged, "memory"), "mem", Cancellation);

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "two"));

        Assert.Equal(2, launcher.Host.WarmUps);
        Assert.Equal(["disk.qcow2"], Directory.EnumerateFiles(damaged).Select(Path.GetFileName));
        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));
    }

    [Fact]
    public async Task MemoryThatQemuRefuses_IsSetAside_AndTheMachineBootsFromTheTemplatesDisk()
    {
        await using var launcher = await NewAsync();
        launcher.Host.OnQemu = (start, _) =>
            launcher.Host.MonitorAnswers["query-migrate"] = start == 2 ? """{"status":"failed","error-desc":"no such device"}""" : """{"status":"completed"}""";

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));

        Assert.Contains("no such device. It is set aside, and the machine boots.", launcher.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(TemplateOf(launcher), "template.json")));
        Assert.DoesNotContain("-incoming", StartOf(launcher, 3));
        Assert.Null(MachineStore.FindSuspended(launcher.Place.Files("one")));
    }

    [Fact]
    public async Task AMachineThatHasNotRun_BeginsAgain_AndOneThatHasBoots()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "one");
        var files = launcher.Place.Files("one");
        var template = MachineStore.FindConfig(files)!.Template!;
        var whole = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(Path.Combine(TemplateOf(launcher), "template.json"), Cancellation), MachineJson.Default.Template)!;

        // As if it had been killed before its processors ran.
        MachineStore.Save(files, whole.Memory with { Template = template, Port = launcher.Agent.Url.Port });
        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));
        Assert.Contains("-incoming", StartOf(launcher, 3));

        launcher.Host.Kill(new MachineStore(launcher.Host).FindRunning(files)!.Process);
        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));
        Assert.DoesNotContain("-incoming", StartOf(launcher, 4));
    }

    [Fact]
    public async Task MemoryWithoutItsDisk_IsNotUsedWithAnother()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "default");
        launcher.MarkSuspended();
        File.Delete(launcher.Place.Files().Overlay);

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "default", "--no-template"));

        Assert.DoesNotContain("-incoming", StartOf(launcher, 3));
        Assert.Null(MachineStore.FindSuspended(launcher.Place.Files()));
    }

    [Fact]
    public async Task ADiskOverATemplateThatIsGone_IsTold()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "one");
        await launcher.RunAsync("down", "one", "--power-off");
        Directory.Delete(TemplateOf(launcher), recursive: true);

        Assert.Equal(ExitCodes.DiskDamaged, await UpAsync(launcher, "one"));

        Assert.Contains("disk.qcow2 is damaged: it is missing", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVolatileMachine_LeavesNothing()
    {
        await using var launcher = await NewAsync();

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one", "--volatile"));

        var files = launcher.Place.Files("one");
        Assert.Equal((true, false), (File.Exists(files.VolatileDisk), File.Exists(files.Overlay)));
        Assert.Contains("from the template, volatile", launcher.Out, StringComparison.Ordinal);
        await launcher.RunAsync("status", "one");
        Assert.Contains("nothing it writes survives", launcher.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down", "one"));
        Assert.Contains("it was volatile", launcher.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(files.VolatileDisk));
        Assert.DoesNotContain("migrate", launcher.Host.MonitorLines.SkipWhile(line => line != "cont"));
    }

    [Fact]
    public async Task WhatAVolatileRunHasLeft_IsRemovedByTheNextUp()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "one", "--no-template");
        await launcher.RunAsync("down", "one", "--power-off");
        var files = launcher.Place.Files("one");
        await UpAsync(launcher, "one", "--volatile");
        Assert.Equal(files.Overlay, Qcow2Header.Read(files.VolatileDisk).BackingFile);
        launcher.Host.Kill(new MachineStore(launcher.Host).FindRunning(files)!.Process);

        Assert.Equal(ExitCodes.Success, await UpAsync(launcher, "one"));

        Assert.False(File.Exists(files.VolatileDisk));
        Assert.Contains($"file={files.Overlay},", string.Join(' ', StartOf(launcher, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASuspendedMachine_IsNotRunVolatile()
    {
        await using var launcher = await NewAsync();
        await UpAsync(launcher, "default");
        launcher.MarkSuspended();

        Assert.Equal(ExitCodes.MachineInUse, await UpAsync(launcher, "default", "--volatile"));

        Assert.NotNull(MachineStore.FindSuspended(launcher.Place.Files()));
    }

    private static async Task<Launcher> NewAsync()
    {
        var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /health", Healthy).On("GET /v1/containers", "[]");
        launcher.Place.WriteImage();
        return launcher;
    }

    private static Task<int> UpAsync(Launcher launcher, string name, params string[] more) =>
        launcher.RunAsync(["up", name, "--image", launcher.Place.ImageDirectory, "--port", $"{launcher.Agent.Url.Port}", .. more]);

    private static string TemplateOf(Launcher launcher) => Directory.EnumerateDirectories(launcher.Place.Home.Templates).Single();

    private static List<string> StartOf(Launcher launcher, int start) =>
        [.. launcher.Host.Commands.Where(command => command.Arguments.Contains("-daemonize")).ElementAt(start - 1).Arguments];
}
