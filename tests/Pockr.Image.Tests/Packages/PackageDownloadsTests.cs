using Pockr.Image.Packages;

namespace Pockr.Image.Tests.Packages;

public sealed class PackageDownloadsTests : IDisposable
{
    private static readonly LockedPackage s_package = Locked.Of("crun", "1.21");

    private readonly TemporaryDirectory _directory = new();
    private readonly PackageMirror _mirror = new();
    private readonly PackageArchive _archive;

    public PackageDownloadsTests() => _archive = PackageArchive.Open(_directory.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Archived => [.. Directory.EnumerateFiles(_directory.Path).Select(path => Path.GetFileName(path)!)];

    [Fact]
    public async Task Get_PutsThePackageIntoTheArchive_AndAsksNobodyForItAgain()
    {
        _mirror.Put(s_package.Url, Locked.ContentOf("crun", "1.21"));

        Assert.Empty(await GetAsync());
        Assert.Empty(await GetAsync());

        Assert.Equal([$"{s_package.Sha256}.deb"], Archived);
        Assert.Equal(1, _mirror.Requests);
    }

    [Fact]
    public async Task Get_OfADamagedFileInTheArchive_FetchesItAnew()
    {
        _mirror.Put(s_package.Url, Locked.ContentOf("crun", "1.21"));
        await File.WriteAllTextAsync(_archive.PathOf(s_package), "damaged", Cancellation);

        Assert.Empty(await GetAsync());

        Assert.True(await _archive.HasAsync(s_package, Cancellation));
    }

    [Fact]
    public async Task Get_OfWhatTheMirrorHasDeleted_SaysSo()
    {
        var (package, reason) = Assert.Single(await GetAsync());

        Assert.Equal(s_package, package);
        Assert.Equal("127.0.0.1 answers 404", reason);
    }

    [Theory]
    [InlineData("crun 1.22")]
    [InlineData("crun 1.21 and a good deal more")]
    [InlineData("")]
    public async Task Get_OfAnotherFile_IsRefusedAndLeavesNothing(string content)
    {
        _mirror.Put(s_package.Url, content);

        var (_, reason) = Assert.Single(await GetAsync());

        Assert.Equal("127.0.0.1 has another file of that name", reason);
        Assert.Empty(Archived);
    }

    [Fact]
    public async Task Get_OfADownloadThatBreaksOff_SaysSoAndLeavesNothing()
    {
        _mirror.Put(s_package.Url, "crun", promised: s_package.Bytes);

        var (_, reason) = Assert.Single(await GetAsync());

        Assert.Equal("127.0.0.1 broke off in the middle", reason);
        Assert.Empty(Archived);
    }

    [Fact]
    public async Task Get_AsksTheNextPlaceForWhatTheFirstDoesNotHave()
    {
        _mirror.Put(s_package.Url, Locked.ContentOf("crun", "1.21"));
        using var empty = new PackageMirror();

        Assert.Empty(await GetAsync(empty.Root, _mirror.Root));

        Assert.Equal(1, empty.Requests);
    }

    [Fact]
    public async Task Get_FromADirectory_ComparesAsWell()
    {
        using var mirror = new TemporaryDirectory();
        var directory = new Uri(mirror["mirror/"]);
        Assert.EndsWith("crun_1.21.deb is not there", Assert.Single(await GetAsync(directory)).Reason, StringComparison.Ordinal);

        var file = mirror[$"mirror/{s_package.Url}"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "another", Cancellation);
        Assert.EndsWith("crun_1.21.deb has another file of that name", Assert.Single(await GetAsync(directory)).Reason, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Locked.ContentOf("crun", "1.21"), Cancellation);
        Assert.Empty(await GetAsync(directory));
    }

    [Fact]
    public async Task Get_FromAServerThatIsNotThere_IsTriedOnce()
    {
        var gone = new PackageMirror();
        gone.Dispose();
        using var downloads = new PackageDownloads(_archive);

        var failed = await downloads.GetAsync(
            Enumerable.Range(0, 20).Select(number => Locked.Of("package", $"{number}")), package => [new Uri(gone.Root, package.Url)], Cancellation);

        Assert.Equal(20, failed.Count);
        Assert.Single(failed.Select(failure => failure.Reason).Distinct());
    }

    public void Dispose()
    {
        _mirror.Dispose();
        _directory.Dispose();
    }

    private Task<IReadOnlyList<(LockedPackage Package, string Reason)>> GetAsync() => GetAsync(_mirror.Root);

    private async Task<IReadOnlyList<(LockedPackage Package, string Reason)>> GetAsync(params Uri[] places)
    {
        using var downloads = new PackageDownloads(_archive);
        return await downloads.GetAsync([s_package], package => places.Select(place => new Uri(place, package.Url)), Cancellation);
    }
}
