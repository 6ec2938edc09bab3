using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Packages;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests.Provenance;

public sealed class PackageUrlTests
{
    private static readonly string s_digest = new('0', 64);

    [Theory]
    [InlineData("libstdc++6", "14.2.0-19", "pkg:deb/debian/libstdc%2B%2B6@14.2.0-19")]
    [InlineData("busybox-static", "1:1.37.0-6+b9", "pkg:deb/debian/busybox-static@1:1.37.0-6%2Bb9")]
    [InlineData("containerd", "1.7.24~ds1-6+deb13u1", "pkg:deb/debian/containerd@1.7.24~ds1-6%2Bdeb13u1")]
    [InlineData("odd", "1@2?3#4/5 6%7", "pkg:deb/debian/odd@1%402%3F3%234%2F5%206%257")]
    public void WhatIsReserved_IsEscaped_AndAColonIsNot(string name, string version, string expected) =>
        Assert.Equal(expected, PackageUrl.Make($"deb/debian/{name}", version));

    [Fact]
    public void Qualifiers_AreInOrder_AndWhatIsNotKnownIsLeftOut()
    {
        Assert.Equal("pkg:generic/x@1?arch=a&upstream=b%402%2B3", PackageUrl.Make("generic/x", "1", ("upstream", "b@2+3"), ("arch", "a")));
        Assert.Equal("pkg:generic/x", PackageUrl.Make("generic/x", null));
    }

    [Theory]
    [InlineData("libc6", "2.41-12", "amd64", "glibc", "2.41-12", "pkg:deb/debian/libc6@2.41-12?arch=amd64&distro=debian-13&upstream=glibc")]
    [InlineData("tini", "0.19.0-3+b7", "amd64", "tini", "0.19.0-3", "pkg:deb/debian/tini@0.19.0-3%2Bb7?arch=amd64&distro=debian-13&upstream=tini%400.19.0-3")]
    [InlineData("netbase", "6.5", "all", "netbase", "6.5", "pkg:deb/debian/netbase@6.5?arch=all&distro=debian-13&upstream=netbase")]
    public void OfDebian_TellsProcessorReleaseAndSource(string name, string version, string arch, string source, string sourceVersion, string expected)
    {
        var package = new LockedPackage(name, version, $"debian/pool/main/{name}_{version}_{arch}.deb", s_digest, 1, source, sourceVersion, []);

        Assert.Equal(expected, new DebianDistribution(null).PackageUrlOf(RecipeOf("debian"), package));
    }

    [Fact]
    public void OfAlpine_TellsTheVeryRelease()
    {
        var recipe = RecipeOf("alpine");
        var package = new LockedPackage("musl", "1.2.5-r9", "v3.24/main/x86_64/musl-1.2.5-r9.apk", s_digest, 1, "musl", "1.2.5-r9", ["MIT"]);
        var alpine = new AlpineDistribution("http://127.0.0.1:1/mirror", "unused");

        Assert.Equal($"pkg:apk/alpine/musl@1.2.5-r9?arch=x86_64&distro=alpine-{recipe.Minirootfs!.Version}&upstream=musl", alpine.PackageUrlOf(recipe, package));
        Assert.Equal($"{recipe.Mirror}/{package.Url}", alpine.HomeOf(recipe, PackageLock.Make(recipe, [package]), package).AbsoluteUri);
    }

    private static Recipe RecipeOf(string distribution) =>
        RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf(distribution), Architecture.X64);
}
