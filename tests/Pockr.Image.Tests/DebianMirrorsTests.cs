using Pockr.Image.Distributions.Debian;

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
}
