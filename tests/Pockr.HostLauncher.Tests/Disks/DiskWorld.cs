using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Disks;

/// <summary>What tests of machines' disks have in common: a machine that has run and is down.</summary>
internal static class DiskWorld
{
    public static async Task<Launcher> CreateAsync()
    {
        var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        launcher.Place.WriteImage();
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
        return launcher;
    }

    /// <summary>As <see cref="CreateAsync"/>; it was shut down.</summary>
    public static async Task<Launcher> CreateStoppedAsync()
    {
        var launcher = await CreateAsync();
        launcher.Stop();
        return launcher;
    }

    /// <summary>As <see cref="CreateAsync"/>; it was suspended.</summary>
    public static async Task<Launcher> CreateSuspendedAsync()
    {
        var launcher = await CreateAsync();
        launcher.MarkSuspended();
        return launcher;
    }

    public static Task<int> UpAsync(this Launcher launcher, params string[] more) =>
        launcher.RunAsync(["up", "--image", launcher.Place.ImageDirectory, "--port", $"{launcher.Agent.Url.Port}", "--no-template", .. more]);

    public static void Stop(this Launcher launcher)
    {
        var files = launcher.Place.Files();
        launcher.Host.Kill(new MachineStore(launcher.Host).FindRunning(files)!.Process);
        MachineStore.RemoveTraces(files);
    }

    public static string BaseDisk(this Launcher launcher) => launcher.Place.Home.BaseDiskOf($"debian-x86_64-{TemporaryHome.BuildId}");

    /// <summary>The files a machine's disk is made of.</summary>
    public static IReadOnlyList<string> Chain(this Launcher launcher, string machine = "default") =>
        new DiskChain(launcher.Place.Home).Read(launcher.Place.Files(machine).Overlay, launcher.BaseDisk());

    public static string[] Layers(this Launcher launcher) =>
        Directory.Exists(launcher.Place.Home.Layers) ? Directory.GetFiles(launcher.Place.Home.Layers, "*.qcow2") : [];
}
