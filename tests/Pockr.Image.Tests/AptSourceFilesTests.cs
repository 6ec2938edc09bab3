using Pockr.Image.Distributions.Debian;

namespace Pockr.Image.Tests;

public sealed class AptSourceFilesTests
{
    [Fact]
    public void ParseStanzas_ReadsFieldsCommentsAndContinuations()
    {
        var source = Assert.Single(AptSourceFiles.ParseStanzas("""
            # The archive.
            Types: deb deb-src
            # A comment between fields.
            URIs: http://deb.example.org/debian
            Suites: bookworm
             bookworm-updates
            Components: main contrib
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
            """));

        Assert.Equal("http://deb.example.org/debian", source.Uri);
        Assert.Equal(["bookworm", "bookworm-updates"], source.Suites);
        Assert.Equal(["main", "contrib"], source.Components);
        Assert.Equal("/usr/share/keyrings/debian-archive-keyring.gpg", source.SignedBy);
    }

    [Fact]
    public void ParseStanzas_LeavesOutSourcesAndDisabledOnes()
    {
        Assert.Empty(AptSourceFiles.ParseStanzas("""
            Types: deb-src
            URIs: http://deb.example.org/debian
            Suites: bookworm
            Components: main

            Enabled: no
            Types: deb
            URIs: http://deb.example.org/debian
            Suites: bookworm
            Components: main
            """));
    }

    [Fact]
    public void ParseStanzas_WithAnEmbeddedKey_KeepsTheStanzaTogether()
    {
        var source = Assert.Single(AptSourceFiles.ParseStanzas("""
            Types: deb
            URIs: http://deb.example.org/debian
            Suites: trixie
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mQINBF
             -----END PGP PUBLIC KEY BLOCK-----
            """));

        Assert.Equal(["trixie"], source.Suites);
    }

    [Fact]
    public void ParseLines_ReadsOptionsAndSkipsComments()
    {
        var source = Assert.Single(AptSourceFiles.ParseLines("""
            # deb http://old.example.org/debian buster main
            deb-src http://deb.example.org/debian bookworm main
            deb [ arch=amd64 signed-by=/keys.gpg ] http://deb.example.org/debian bookworm main contrib # ours
            """));

        Assert.Equal("http://deb.example.org/debian", source.Uri);
        Assert.Equal(["bookworm"], source.Suites);
        Assert.Equal(["main", "contrib"], source.Components);
        Assert.Equal("/keys.gpg", source.SignedBy);
    }
}
