using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Tests.Images;

public sealed class ImageTests : IDisposable
{
    private readonly TemporaryHome _place = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_CopiesTheImageOnceAndKeepsItWhenTheSourceIsReplaced()
    {
        _place.WriteImage();
        var installed = await InstallAsync();
        File.Delete(Path.Combine(_place.ImageDirectory, "vmlinux"));

        var again = await InstallAsync();

        Assert.Equal(Path.Combine(_place.Home.Images, $"debian-x86_64-{TemporaryHome.BuildId}"), installed.Directory);
        Assert.Equal(installed.Directory, again.Directory);
        Assert.Equal("content of vmlinux", await File.ReadAllTextAsync(installed.Kernel, Cancellation));
    }

    [Theory]
    [InlineData("missing", "vmlinux is missing.")]
    [InlineData("truncated", "vmlinux has 3 bytes, expected 18.")]
    [InlineData("damaged", "vmlinux has the SHA-256")]
    public async Task Install_OfADamagedImage_SaysWhatIsWrongAndInstallsNothing(string damage, string message)
    {
        _place.WriteImage();
        var path = Path.Combine(_place.ImageDirectory, "vmlinux");
        var content = await File.ReadAllTextAsync(path, Cancellation);
        File.Delete(path);
        if (damage != "missing")
        {
            await File.WriteAllTextAsync(path, damage == "truncated" ? content[..3] : content.Replace('c', 'k'), Cancellation);
        }

        var failure = await Assert.ThrowsAsync<LauncherException>(InstallAsync);

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ImageDamaged, failure.ExitCode);
        Assert.Null(new ImageStore(_place.Home).Find($"debian-x86_64-{TemporaryHome.BuildId}"));
    }

    [Fact]
    public async Task Install_TakesAlongWhatTheChecksumsList_AndNothingElse()
    {
        _place.WriteImage();
        await File.WriteAllTextAsync(Path.Combine(_place.ImageDirectory, "SHA256SUMS"), $"{new string('0', 64)}  sbom.cdx.json\n{new string('0', 64)}  gone\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_place.ImageDirectory, "sbom.cdx.json"), "{}", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_place.ImageDirectory, "notes"), "x", Cancellation);

        var installed = await InstallAsync();

        Assert.Equal(
            ["SHA256SUMS", "base.qcow2", "initramfs.cpio", "manifest.json", "sbom.cdx.json", "vmlinux"],
            Directory.EnumerateFiles(installed.Directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Install_WithAListOfChecksumsThatIsNone_IsRefused()
    {
        _place.WriteImage();
        await File.WriteAllTextAsync(Path.Combine(_place.ImageDirectory, "SHA256SUMS"), $"{new string('0', 64)}  ../up\n", Cancellation);

        var failure = await Assert.ThrowsAsync<LauncherException>(InstallAsync);

        Assert.Contains("../up", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ImageDamaged, failure.ExitCode);
    }

    [Fact]
    public async Task Install_AfterOneThatWasCutShort_ClearsUp()
    {
        _place.WriteImage();
        var leftover = Directory.CreateDirectory(Path.Combine(_place.Home.Images, ".install-1"));

        await InstallAsync();

        Assert.False(Directory.Exists(leftover.FullName));
    }

    [Fact]
    public void Read_FindsEverythingThatIsWrong()
    {
        _place.WriteImage(manifest => manifest with
        {
            Architecture = "riscv64",
            BuildId = "../../x",
            CommandLine = "",
            Files = [new ImageFile("../vmlinux", 1, "zz")],
        });

        var failure = Assert.Throws<LauncherException>(() => ManifestReader.Read(_place.ImageDirectory));

        string[] findings = ["'riscv64'", "buildId is '../../x'", "commandLine or emulatedCommandLine is missing", "does not list base.qcow2", "'../vmlinux'", "no SHA-256 for ../vmlinux"];
        Assert.All(findings, finding => Assert.Contains(finding, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfAnUnknownSchema_SaysOnlyThat()
    {
        _place.WriteImage(manifest => manifest with { Schema = 9, BuildId = "" });

        var failure = Assert.Throws<LauncherException>(() => ManifestReader.Read(_place.ImageDirectory));

        Assert.Contains("schema is 9, and this pockr knows 1.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("buildId", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfSomethingElse_NamesTheFile()
    {
        _place.WriteImage();
        File.WriteAllText(Path.Combine(_place.ImageDirectory, "manifest.json"), "{");

        var failure = Assert.Throws<LauncherException>(() => ManifestReader.Read(_place.ImageDirectory));

        Assert.Contains("manifest.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_GoesFromTheNamedToTheInstalled()
    {
        _place.WriteImage();
        var built = Path.Combine(_place.Directory, "image-of-build", "image", "debian-x86_64");
        var program = Path.Combine(_place.Directory, "image-of-build", "bin");
        CopyDirectory(_place.ImageDirectory, built);
        await InstallAsync();

        Assert.Equal(_place.ImageDirectory, Locate(_place.ImageDirectory, program, variable: built));
        Assert.Equal(built, Locate(null, program, variable: built));
        Assert.Equal(built, Locate(null, program, variable: null));
        Assert.StartsWith(_place.Home.Images, Locate(null, Path.Combine(_place.Directory, "elsewhere"), variable: null), StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_FindsWhatWasInstalledWithTheProgram()
    {
        _place.WriteImage();
        var shared = Path.Combine(_place.Directory, "usr", "share", "pockr", "images", $"debian-x86_64-{TemporaryHome.BuildId}");
        CopyDirectory(_place.ImageDirectory, shared);

        Assert.Equal(shared, Locate(null, Path.Combine(_place.Directory, "usr", "bin"), variable: null));
    }

    [Fact]
    public void Locate_WithNoneThere_NamesThePlaces()
    {
        var failure = Assert.Throws<LauncherException>(() => Locate(null, _place.Directory, null));

        Assert.Equal(ExitCodes.ImageNotFound, failure.ExitCode);
        Assert.Contains(_place.Home.Images, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string Locate(string? named, string program, string? variable) =>
        new ImageLocator(_place.Home, program, "x86_64", variable).Locate(named).Directory;

    private Task<MachineImage> InstallAsync() =>
        new ImageStore(_place.Home).InstallAsync(ManifestReader.Read(_place.ImageDirectory), new Silent(), Cancellation);

    private static void CopyDirectory(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private sealed class Silent : IBootReporter
    {
        public void Stage(string stage)
        {
        }

        public void Note(string text)
        {
        }
    }
}
