using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Qemu;

/// <summary>What only the real programs can tell. No guest is run.</summary>
public sealed class RealQemuTests : IDisposable
{
    private const string Qemu = "qemu-system-x86_64";

    private readonly TemporaryHome _place = new();
    private readonly ProcessRunner _processes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QmpClient_RunsCommandsAndReportsRefusals()
    {
        Requirements.Need(Qemu);
        await using var qemu = await StartQemuAsync();
        await using var client = await QmpClient.ConnectAsync(SocketPath, Cancellation);

        Assert.Equal("", await client.ExecuteLineAsync("hostfwd_add net0 tcp:127.0.0.1:0-:80", Cancellation));
        Assert.Contains(UserNetwork.Parse(await client.ExecuteLineAsync("info usernet", Cancellation)), rule => rule.GuestPort == 80);
        var refusal = await Assert.ThrowsAsync<QmpException>(() => client.ExecuteAsync("bogus", null, Cancellation));

        Assert.Contains("bogus", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QmpClient_WaitsWhileAnotherIsServed()
    {
        Requirements.Need(Qemu);
        await using var qemu = await StartQemuAsync();
        Task<QmpClient> second;
        await using (await QmpClient.ConnectAsync(SocketPath, Cancellation))
        {
            second = QmpClient.ConnectAsync(SocketPath, Cancellation);
            Assert.False(second.IsCompleted);
        }

        await using var client = await second;
        Assert.Equal("running", (await client.ExecuteAsync("query-status", null, Cancellation)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task QmpClient_WithNobodyThere_Throws()
    {
        await Assert.ThrowsAsync<QmpException>(() => QmpClient.ConnectAsync(SocketPath, Cancellation));
    }

    [Fact]
    public async Task Overlay_IsMadeUsableAndDamageIsFound()
    {
        Requirements.Need("qemu-img");
        var qemuImg = new QemuImg(_processes);
        var baseDisk = Path.Combine(_place.Directory, "base.qcow2");
        var overlay = Path.Combine(_place.Directory, "user,1.qcow2");
        Assert.True((await _processes.RunAsync(new ProcessCommand("qemu-img", ["create", "-q", "-f", "qcow2", baseDisk, "64M"]), Cancellation)).Succeeded);

        await qemuImg.CreateOverlayAsync(baseDisk, overlay, 128 << 20, Cancellation);
        await qemuImg.EnsureUsableAsync(overlay, Cancellation);
        Assert.DoesNotContain(Directory.EnumerateFiles(_place.Directory), file => file.EndsWith(".tmp", StringComparison.Ordinal));

        await File.WriteAllTextAsync(overlay, "not a disk", Cancellation);
        var failure = await Assert.ThrowsAsync<LauncherException>(() => qemuImg.EnsureUsableAsync(overlay, Cancellation));
        Assert.Equal(ExitCodes.DiskDamaged, failure.ExitCode);
        Assert.Equal("not a disk", await File.ReadAllTextAsync(overlay, Cancellation));
    }

    [Fact]
    public async Task Overlay_OverABaseThatIsNotThere_LeavesNothing()
    {
        Requirements.Need("qemu-img");
        var overlay = Path.Combine(_place.Directory, "user.qcow2");

        var failure = await Assert.ThrowsAsync<LauncherException>(
            () => new QemuImg(_processes).CreateOverlayAsync(Path.Combine(_place.Directory, "gone"), overlay, 128 << 20, Cancellation));

        Assert.Contains("gone", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_place.Directory));
    }

    [Fact]
    public async Task Probe_WithAnAcceleratorQemuDoesNotKnow_GivesItsReason()
    {
        Requirements.Need(Qemu);
        _place.WriteImage();
        var probe = new AccelerationProbe(_processes, TimeSpan.FromMinutes(1));

        var fault = await probe.FindFaultAsync(ManifestReader.Read(_place.ImageDirectory), "warp", Cancellation);

        Assert.Contains("warp", fault, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string SocketPath => Path.Combine(_place.Directory, "qmp.sock");

    // Without a guest. It says what it does on stdout once its monitor can be connected to.
    private async Task<IRunningProcess> StartQemuAsync()
    {
        var qemu = _processes.Start(new ProcessCommand(Qemu,
        [
            "-nodefaults", "-machine", "none", "-display", "none", "-netdev", "user,id=net0",
            "-qmp", $"unix:{SocketPath},server=on,wait=off", "-chardev", "stdio,id=out", "-mon", "chardev=out",
        ]));
        await foreach (var _ in qemu.ReadLinesAsync(Cancellation))
        {
            break;
        }

        return qemu;
    }
}
