using Pockr.Image.Distributions.Debian;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Tests.Packages;

namespace Pockr.Image.Tests;

public sealed class DebianMirrorsTests
{
    [Fact]
    public void FromHost_TakesTheHostsMirrorsForAnotherRelease()
    {
        var mirrors = DebianMirrors.FromHost(
        [
            new AptSource("http://other.example.org/apt", ["stable"], ["contrib"], null),
            new AptSource("http://deb.example.org/debian", ["bookworm", "bookworm-updates"], ["main"], null),
            new AptSource("http://deb.example.org/debian-security", ["bookworm-security"], ["main"], null),
        ]);

        Assert.Equal(
            [
                $"deb [signed-by={DebianMirrors.ArchiveKeyring}] http://deb.example.org/debian trixie main",
                $"deb [signed-by={DebianMirrors.ArchiveKeyring}] http://deb.example.org/debian trixie-updates main",
                $"deb [signed-by={DebianMirrors.ArchiveKeyring}] http://deb.example.org/debian-security trixie-security main",
            ],
            mirrors!.SourceLines("trixie"));
    }

    [Fact]
    public void FromHost_OfAnotherDistribution_FindsNone()
    {
        Assert.Null(DebianMirrors.FromHost([new AptSource("http://archive.example.org/ubuntu", ["noble"], ["main", "universe"], null)]));
    }

    [Theory]
    [InlineData("http://deb.example.org/debian/pool/main/c/crun/crun_1.deb", "debian/pool/main/c/crun/crun_1.deb")]
    [InlineData("http://deb.example.org/debian-security/pool/updates/main/o/openssl/libssl3_1.deb", "debian-security/pool/updates/main/o/openssl/libssl3_1.deb")]
    public void PlacesOf_APackageOfALock_AreTheHostsMirrorAndTheArchiveOfAllTimes(string url, string relative)
    {
        var mirrors = new DebianMirrors("http://deb.example.org/debian/", "http://deb.example.org/debian-security", DebianMirrors.ArchiveKeyring);
        var package = Locked.Of("any", "1") with { Url = mirrors.Relative(url) };
        var recipe = RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);
        var @lock = new PackageLock(PackageLock.CurrentSchema, "debian", "trixie", "x86_64", "0", "20260131T120000Z", [package]);

        Assert.Equal(relative, package.Url);
        Assert.Equal(
            [url, $"https://snapshot.debian.org/archive/{relative.Replace("/pool", "/20260131T120000Z/pool", StringComparison.Ordinal)}"],
            new DebianDistribution(mirrors).PlacesOf(recipe, @lock, package).Select(place => place.AbsoluteUri));
    }
}
