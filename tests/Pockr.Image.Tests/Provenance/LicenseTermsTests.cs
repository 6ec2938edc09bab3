using Pockr.Image.Provenance;

namespace Pockr.Image.Tests.Provenance;

public sealed class LicenseTermsTests
{
    [Theory]
    [InlineData("Expat", "MIT")]
    [InlineData("GPL-2+", "GPL-2.0-or-later")]
    [InlineData("GPL-2.0+", "GPL-2.0-or-later")]
    [InlineData("LGPL-2.1+", "LGPL-2.1-or-later")]
    [InlineData("BSD-2-clause", "BSD-2-Clause")]
    [InlineData("zlib", "Zlib")]
    [InlineData("Expat or GPL-3+", "MIT OR GPL-3.0-or-later")]
    [InlineData("BSD-3-clause and ISC or GPL-2+", "BSD-3-Clause AND ISC OR GPL-2.0-or-later")]
    [InlineData("GPL-2+ with Libtool exception", "GPL-2.0-or-later WITH Libtool-exception")]
    [InlineData("GPL-2.0-only AND MIT", "GPL-2.0-only AND MIT")] // Alpine's
    public void WhatIsCertain_IsTranslated(string name, string expected)
    {
        var terms = LicenseTerms.Of(name);

        Assert.Equal(expected, terms.Expression);
        Assert.Empty(terms.Unlisted);
    }

    [Fact]
    public void SeveralLicenses_AllHold()
    {
        Assert.Equal("Apache-2.0 AND (MIT OR GPL-3.0-or-later)", LicenseTerms.Of("Apache-2.0", "Expat or GPL-3+").Expression);
        Assert.Equal("MIT", LicenseTerms.Of("Expat", "MIT").Expression);
        Assert.Equal("ISC AND BSD-2-Clause AND MIT", LicenseTerms.Of("ISC", "BSD-2-clause and ISC", "Expat").Expression);
    }

    [Fact]
    public void AnUnknownLicense_KeepsItsName()
    {
        var terms = LicenseTerms.Of("Expat", "custom", "GPL-2+ with Autoconf exception", "Expat, and BSD");

        Assert.Equal(["custom", "Expat, and BSD", "GPL-2+ with Autoconf exception"], terms.Unlisted.Select(license => license.Name).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(terms.Unlisted, license => Assert.Matches("^LicenseRef-[A-Za-z0-9.-]+$", license.Id));
        Assert.Equal("MIT", terms.Expression!.Split(" AND ")[0]);
    }

    [Theory]
    [InlineData("X+Y", "X Y")]
    [InlineData("X+Y", "X-Y")]
    public void NamesThatDifferInOtherCharactersOnly_HaveOtherIds(string one, string other) =>
        Assert.NotEqual(UnlistedLicense.Of(one).Id, UnlistedLicense.Of(other).Id);

    [Fact]
    public void ACommonLicenseReadOutOfAText_IsNotSaidToBeThatVersionAlone()
    {
        Assert.Equal("LicenseRef-GPL-2", LicenseTerms.Of("GPL-2").Expression);
        Assert.Equal("GPL-2.0-only AND MIT", LicenseTerms.Of("GPL-2", "Expat").Expression); // no text, but fields
        Assert.Equal("Apache-2.0", LicenseTerms.Of("Apache-2.0").Expression);
    }

    [Fact]
    public void NoLicense_IsNotTold() => Assert.Null(LicenseTerms.Of().Expression);
}
