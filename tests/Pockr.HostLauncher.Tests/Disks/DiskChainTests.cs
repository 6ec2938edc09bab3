using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Disks;

public sealed class DiskChainTests : IDisposable
{
    private readonly TemporaryHome _place = new();
    private readonly DiskChain _chain;

    public DiskChainTests()
    {
        _chain = new DiskChain(_place.Home);
        Directory.CreateDirectory(Files.Directory);
        Write(Base, null);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _place.Files();

    private string Base => _place.Home.BaseDiskOf("debian-x86_64-1");

    private string Template => Path.Combine(_place.Home.Templates, "debian-x86_64-1", "disk.qcow2");

    [Fact]
    public void Read_GoesDownToTheImage()
    {
        var (upper, lower) = (Layer(), Layer());
        Write(Template, Base);
        Write(lower, Template);
        Write(upper, lower);
        Write(Files.Overlay, upper);

        Assert.Equal([Files.Overlay, upper, lower, Template, Base], _chain.Read(Files.Overlay, Base));
    }

    [Fact]
    public async Task Read_KnowsWhatQemuImgWrites()
    {
        Requirements.Need("qemu-img");
        var qemuImg = new QemuImg(new ProcessRunner());
        File.Delete(Base);
        await new ProcessRunner().RunAsync(new ProcessCommand("qemu-img", ["create", "-q", "-f", "qcow2", Base, "64M"]), Cancellation);
        var layer = Layer();
        Directory.CreateDirectory(_place.Home.Layers);
        await qemuImg.CreateOverlayAsync(Base, layer, 64 << 20, Cancellation);
        await qemuImg.CreateOverlayAsync(layer, Files.Overlay, 128 << 20, Cancellation);

        Assert.Equal([Files.Overlay, layer, Base], _chain.Read(Files.Overlay, Base));
        Assert.Equal(new Qcow2Header(layer, false, 128 << 20), DiskChain.HeaderOf(Files.Overlay));
        await qemuImg.GrowAsync(Files.Overlay, 256 << 20, Cancellation);
        Assert.Equal(256 << 20, DiskChain.HeaderOf(Files.Overlay).VirtualBytes);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("json:{\"file.filename\":\"/etc/passwd\"}")]
    [InlineData("layers/../../secret")]
    [InlineData("layers/00112233445566778899aabbccddeeff.qcow2/../00112233445566778899aabbccddeeff.qcow2")]
    [InlineData("layers/mine.qcow2")]
    [InlineData("layers/00112233445566778899AABBCCDDEEFF.qcow2")]
    [InlineData("layers/00112233445566778899aabbccddeeff.raw")]
    [InlineData("templates/../disk.qcow2")]
    [InlineData("templates/a/b/disk.qcow2")]
    [InlineData("images/.install-1/base.qcow2")]
    [InlineData("images/debian-x86_64-1/vmlinux")]
    public void Read_OfALayerThatNamesAnythingElse_IsRefused(string named)
    {
        var layer = Layer();
        var path = named.Contains('/', StringComparison.Ordinal) && !named.StartsWith('/') && !named.StartsWith("json", StringComparison.Ordinal)
            ? $"{_place.Home.Directory}/{named}"
            : named;
        Write(layer, path);
        Write(Files.Overlay, layer);

        var failure = Assert.Throws<LauncherException>(() => _chain.Read(Files.Overlay, Base));

        Assert.Equal(ExitCodes.DiskDamaged, failure.ExitCode);
        Assert.Contains($"{layer} is not opened: its header names {path}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfALayerThatIsALink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var (layer, elsewhere) = (Layer(), Path.Combine(_place.Directory, "elsewhere.qcow2"));
        Write(elsewhere, Base);
        Directory.CreateDirectory(_place.Home.Layers);
        File.CreateSymbolicLink(layer, elsewhere);
        Write(Files.Overlay, layer);

        Assert.Throws<LauncherException>(() => _chain.Read(Files.Overlay, Base));
    }

    [Fact]
    public void Read_OfALayerWithADataFile_OrThatIsGone_OrNone_IsRefused()
    {
        var layer = Layer();
        Write(Files.Overlay, layer);
        Assert.Contains($"{layer} is damaged: it is missing", FailureOf(), StringComparison.Ordinal);

        Write(layer, Base, hasDataFile: true);
        Assert.Contains("a data file", FailureOf(), StringComparison.Ordinal);

        Write(layer, null);
        Assert.Contains("no file", FailureOf(), StringComparison.Ordinal);

        File.WriteAllText(layer, "not a disk");
        Assert.Contains("it is not a qcow2 file", FailureOf(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfLayersInACircle_Ends()
    {
        var (one, two) = (Layer(), Layer());
        Write(one, two);
        Write(two, one);
        Write(Files.Overlay, one);

        Assert.Contains("one that lies over itself", FailureOf(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfADiskOfAnotherImage_IsRefused()
    {
        var other = _place.Home.BaseDiskOf("debian-x86_64-2");
        var layer = Layer();
        Write(other, null);
        Write(layer, other);
        Write(Files.Overlay, layer);

        Assert.Contains($"names {other}, and not {Base}", FailureOf(), StringComparison.Ordinal);
        Assert.Equal([Files.Overlay, layer, other], _chain.Read(Files.Overlay));
    }

    [Fact]
    public void Read_OfADiskWhoseDirectoryWasMoved_TellsWhereTheLayerIsNow()
    {
        var layer = Layer();
        Write(layer, Base);
        Write(Files.Overlay, $"/before/layers/{Path.GetFileName(layer)}");

        var failure = Assert.Throws<LauncherException>(() => _chain.Read(Files.Overlay, Base));

        Assert.Contains($"-b {layer} {Files.Overlay}", failure.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string FailureOf() => Assert.Throws<LauncherException>(() => _chain.Read(Files.Overlay, Base)).Message;

    private string Layer() => LayerName.PathIn(_place.Home.Layers, LayerName.Draw());

    private static void Write(string path, string? backingFile, bool hasDataFile = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Qcow2File.Over(backingFile, hasDataFile));
    }
}
