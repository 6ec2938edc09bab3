using System.Globalization;

namespace Pockr.EndToEnd.Tests;

/// <summary>A machine on a disk of this host that becomes full.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int NoSpace = 14;
    private const int FreeMiB = 40;

    private readonly string _disk = Directory.CreateTempSubdirectory("pockr-").FullName;
    private bool _isMounted;

    private PockrCli Cli => new(Path.Combine(_disk, "home"));

    private string Filler => Path.Combine(_disk, "filler");

    public async ValueTask InitializeAsync()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "To mount a small file system, one has to be root.");
        await MustAsync("mount", "-t", "tmpfs", "-o", "size=1500m", "tmpfs", _disk);
        _isMounted = true;
    }

    [Fact(Timeout = 300_000)]
    public async Task WithNoRoomForItsMemory_AMachineIsPoweredOff_AndNothingIsLost()
    {
        await Cli.MustAsync("up", "--no-template");
        await Cli.MustAsync("run", "--rm", "-v", "data:/data", "busybox", "sh", "-c", "echo kept >/data/file");
        await FillAsync();

        var down = await Cli.RunAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Contains("No space left on device", down.Error, StringComparison.Ordinal);
        Assert.Contains("The machine is powered off instead.", down.Error, StringComparison.Ordinal);
        Assert.Equal("Pockr is down.\n", down.Output);
        var refused = await Cli.RunAsync("up");
        Assert.True(refused.ExitCode == NoSpace && refused.Error.Contains("try:", StringComparison.Ordinal), refused.ToString());
        File.Delete(Filler);
        await Cli.MustAsync("up");
        Assert.Equal("kept\n", await Cli.MustAsync("run", "--rm", "-v", "data:/data", "busybox", "cat", "/data/file"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await Cli.RunAsync("vm", "rm", "--force", "default");
            await MustAsync("umount", _disk);
        }

        Directory.Delete(_disk);
    }

    private Task FillAsync()
    {
        var free = new DriveInfo(_disk).AvailableFreeSpace;
        return MustAsync("fallocate", "-l", (free - (FreeMiB << 20)).ToString(CultureInfo.InvariantCulture), Filler);
    }

    private static async Task MustAsync(string program, params string[] arguments)
    {
        var result = await HostCommand.RunAsync(program, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
