using Pockr.Image.Distributions;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Steps;

namespace Pockr.Image.Tests.Packages;

public sealed class PackageSupplyTests : IDisposable
{
    private static readonly LockedPackage s_old = Locked.Of("crun", "1.20");
    private static readonly LockedPackage s_new = Locked.Of("crun", "1.21");

    private readonly TemporaryDirectory _directory = new();
    private readonly PackageMirror _mirror = new();
    private readonly StringWriter _log = new();
    private readonly StepCache _cache;
    private readonly PackageArchive _archive;

    public PackageSupplyTests()
    {
        _cache = StepCache.Open(_directory["cache"], TextWriter.Null);
        _archive = PackageArchive.Open(_directory["archive"]);
        _mirror.Put(s_new.Url, Locked.ContentOf("crun", "1.21"));
    }

    private static Recipe Recipe => RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);

    [Fact]
    public async Task Get_TakesTheLocksPackages()
    {
        _mirror.Put(s_old.Url, Locked.ContentOf("crun", "1.20"));
        Lock(s_old);

        var supplied = await GetAsync(LockUse.Preferred);

        Assert.True(supplied.IsLocked);
        Assert.Equal("1.20", Assert.Single(supplied.Files.Packages).Version);
        Assert.Equal("crun 1.20", await File.ReadAllTextAsync(supplied.Files.PathOf(supplied.Files.Packages[0]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_OfALockTheMirrorNoLongerHas_TakesTheNewestAndSaysSoInOneLine()
    {
        Lock(s_old);

        var supplied = await GetAsync(LockUse.Preferred);

        Assert.False(supplied.IsLocked);
        Assert.Equal("1.21", Assert.Single(supplied.Files.Packages).Version);
        Assert.Equal(
            "Not from the lock, but with the newest packages: can no longer be had: crun 1.20 (127.0.0.1 answers 404).",
            Assert.Single(_log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)).TrimEnd());
    }

    [Fact]
    public async Task Get_OfALockTheMirrorNoLongerHas_IsRefusedWhereTheLockIsRequired()
    {
        Lock(s_old);

        var failure = await Assert.ThrowsAsync<ImageException>(() => GetAsync(LockUse.Required));

        Assert.Contains("crun 1.20", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_archive.Directory, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfALockTheMirrorNoLongerHas_IsBuiltFromTheArchive()
    {
        Lock(s_old);
        await File.WriteAllTextAsync(_archive.PathOf(s_old), "crun 1.20", TestContext.Current.CancellationToken);

        Assert.True((await GetAsync(LockUse.Required)).IsLocked);
    }

    [Fact]
    public async Task Get_WithoutALock_IsRefusedWhereOneIsRequired_AndElseTakesTheNewest()
    {
        Assert.Contains("there is none", (await Assert.ThrowsAsync<ImageException>(() => GetAsync(LockUse.Required))).Message, StringComparison.Ordinal);
        Assert.False((await GetAsync(LockUse.Preferred)).IsLocked);
    }

    [Fact]
    public async Task Get_WithALockOfAnotherRecipe_SaysSo()
    {
        (PackageLock.Make(Recipe, [s_old]) with { Recipe = "0" }).Write(_directory["lock.json"]);

        var failure = await Assert.ThrowsAsync<ImageException>(() => GetAsync(LockUse.Required));

        Assert.Contains("the recipe asks for other packages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithoutALock_OfADistributionThatCannotBeHad_SaysWhyAndOffersAuto()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => GetAsync(LockUse.Preferred, "there is no mirror"));

        Assert.Contains("there is no mirror", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--distro auto", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfALockThatIsAllInTheArchive_NeedsNoMirror()
    {
        Lock(s_old);
        await File.WriteAllTextAsync(_archive.PathOf(s_old), "crun 1.20", TestContext.Current.CancellationToken);

        Assert.True((await GetAsync(LockUse.Preferred, "there is no mirror")).IsLocked);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _mirror.Dispose();
        _directory.Dispose();
    }

    private void Lock(LockedPackage package) => PackageLock.Make(Recipe, [package]).Write(_directory["lock.json"]);

    private Task<SuppliedPackages> GetAsync(LockUse use, string? obstacle = null) => new PackageSupply(
        new DistributionChoice(new Distribution(_mirror.Root, obstacle), Recipe, ""), _directory["lock.json"], _archive, _log).GetAsync(use, _cache, TestContext.Current.CancellationToken);

    private sealed class Distribution(Uri mirror, string? obstacle) : IDistribution
    {
        public string Name => "debian";

        public Task<string?> WhyUnavailableAsync(Recipe recipe, CancellationToken cancellationToken) => Task.FromResult(obstacle);

        public string Loader => "";

        public string SourcesKey(Recipe recipe) => "";

        public Task<PackageLock> ResolveAsync(Recipe recipe, PackageArchive archive, string directory, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(directory);
            return Task.FromResult(PackageLock.Make(recipe, [s_new]));
        }

        public IEnumerable<Uri> PlacesOf(Recipe recipe, PackageLock @lock, LockedPackage package) => [new Uri(mirror, package.Url)];

        public Uri HomeOf(Recipe recipe, PackageLock @lock, LockedPackage package) => throw new NotSupportedException();

        public string PackageUrlOf(Recipe recipe, LockedPackage package) => throw new NotSupportedException();

        public string NumberOf(Recipe recipe) => throw new NotSupportedException();

        public Task<Stream> OpenFilesAsync(string packagePath, string scratch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task InstallDatabaseAsync(Recipe recipe, PackageList packages, string root, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
