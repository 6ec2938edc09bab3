using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests.Packages;

public sealed class PackageLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static Recipe Recipe => RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);

    [Fact]
    public void Write_IsReadAgainAsItWas()
    {
        var written = PackageLock.Make(Recipe, [Locked.Of("b", "1"), Locked.Of("a", "1+b2")]);
        written.Write(_directory["locks/lock.json"]);

        var read = PackageLock.Read(_directory["locks/lock.json"]);

        Assert.Equal(["a", "b"], read.Packages.Select(package => package.Name));
        Assert.Equal(written.Digest, read.Digest);
        Assert.True(read.Fits(Recipe));
        Assert.Contains("1+b2", File.ReadAllText(_directory["locks/lock.json"]), StringComparison.Ordinal);
        Assert.Equal(["lock.json"], Directory.EnumerateFiles(_directory["locks"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Fits_NoRecipeThatAsksForOtherPackages()
    {
        var made = PackageLock.Make(Recipe, []);

        Assert.False(made.Fits(Recipe with { Packages = [.. Recipe.Packages, "nano"] }));
        Assert.False(made.Fits(Recipe with { Replaced = [] }));
        Assert.True(made.Fits(Recipe with { CommandLine = "quiet" }));
    }

    [Theory]
    [InlineData("https://elsewhere/a.deb", "'url'")]
    [InlineData("debian/../../etc/passwd", "'url'")]
    [InlineData("/etc/passwd", "'url'")]
    [InlineData("debian/a b.deb", "'url'")]
    public void Read_OfAnAddressThatLeadsAway_IsRefused(string url, string named)
    {
        PackageLock.Make(Recipe, [Locked.Of("a", "1") with { Url = url }]).Write(_directory["lock.json"]);

        var failure = Assert.Throws<ImageException>(() => PackageLock.Read(_directory["lock.json"]));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains(url, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfADigestThatIsAPath_IsRefused()
    {
        PackageLock.Make(Recipe, [Locked.Of("a", "1") with { Sha256 = "../../a" }]).Write(_directory["lock.json"]);

        Assert.Contains("'sha256'", Assert.Throws<ImageException>(() => PackageLock.Read(_directory["lock.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLocksThatAreCommitted_FitTheirRecipes()
    {
        var sources = new ImageSources(Checkout.ImageSources);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(sources.Directory, "locks"), "*.json"))
        {
            var read = PackageLock.Read(path);

            var recipe = RecipeFile.Read(sources.RecipeOf(read.Distro), Architecture.Find(read.Architecture)!);

            Assert.Equal(sources.LockOf($"{read.Distro}-{read.Architecture}"), path);
            Assert.True(read.Fits(recipe), $"{path} is not of its recipe: './build.sh image-lock'.");
        }
    }

    [Fact]
    public void Difference_NamesWhatCameWentAndChanged()
    {
        var old = PackageLock.Make(Recipe, [Locked.Of("gone", "1"), Locked.Of("kept", "1"), Locked.Of("newer", "1"), Locked.Of("rebuilt", "1")]);
        var @new = PackageLock.Make(
            Recipe,
            [Locked.Of("added", "2"), Locked.Of("kept", "1"), Locked.Of("newer", "2"), Locked.Of("rebuilt", "1") with { Sha256 = new string('f', 64) }]);

        var lines = LockDifference.Between(old, @new);

        Assert.Equal(["+ added 2", "- gone 1", "  newer 1 -> 2"], lines.Take(3));
        Assert.StartsWith("  rebuilt 1 is another file: ", Assert.Single(lines.Skip(3)), StringComparison.Ordinal);
        Assert.Empty(LockDifference.Between(old, old));
    }

    public void Dispose() => _directory.Dispose();
}
