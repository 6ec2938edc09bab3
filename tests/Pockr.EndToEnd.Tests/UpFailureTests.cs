using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pockr.EndToEnd.Tests;

/// <summary>What keeps a machine from coming up is one line with a remedy and an exit code of its own, and leaves nothing behind.</summary>
public sealed class UpFailureTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("pockr-").FullName;

    public UpFailureTests() => Requirements.Need(Requirements.Launcher, Requirements.Image);

    private PockrCli Cli => new(_home);

    [Fact(Timeout = 60_000)]
    public async Task APortInUse_Is15()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await AssertFailsAsync(15, port, "up", "--port", port);
    }

    [Fact(Timeout = 60_000)]
    public async Task ADamagedImage_Is12()
    {
        var image = CopyImage();
        var disk = Path.Combine(image, "vmlinux");
        var content = await File.ReadAllBytesAsync(disk, TestContext.Current.CancellationToken);
        content[4096] ^= 0xff;
        File.Delete(disk);
        await File.WriteAllBytesAsync(disk, content, TestContext.Current.CancellationToken);

        await AssertFailsAsync(12, "vmlinux", "up", "--image", image);
    }

    [Fact(Timeout = 60_000)]
    public async Task AMissingFileOfAnImage_Is12()
    {
        var image = CopyImage();
        File.Delete(Path.Combine(image, "initramfs.cpio"));

        await AssertFailsAsync(12, "initramfs.cpio", "up", "--image", image);
    }

    [Fact(Timeout = 60_000)]
    public Task MoreMemoryThanThereIs_Is13() => AssertFailsAsync(13, "9216000", "up", "--memory", "9000g");

    [Fact(Timeout = 60_000)]
    public Task AnImageThatIsNotThere_Is11() => AssertFailsAsync(11, "/no/such/image", "up", "--image", "/no/such/image");

    [Fact(Timeout = 60_000)]
    public Task ABadName_Is2() => AssertFailsAsync(2, "../x", "up", "--vm", "../x");

    [Fact(Timeout = 60_000)]
    public Task ACommandThatStartsNoMachine_SaysHowTo() => AssertFailsAsync(3, "pockr up", "port", "ls");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private string CopyImage()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_home, "copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Requirements.Image))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    private async Task AssertFailsAsync(int exitCode, string mentioned, params string[] arguments)
    {
        var result = await Cli.RunAsync(arguments);

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("try: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(mentioned, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_home, "vms", "default")), "a half-made machine is left");
    }
}
