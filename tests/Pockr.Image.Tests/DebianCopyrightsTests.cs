using Pockr.Image.Distributions.Debian;

namespace Pockr.Image.Tests;

public sealed class DebianCopyrightsTests
{
    [Fact]
    public void Parse_OfTheMachineReadableForm_TakesItsFields()
    {
        const string text = "Format: x\n\nFiles: *\nLicense: GPL-2+\n the text\n\nFiles: lib/*\nLicense:  Expat or BSD-2-clause\n\nLicense: GPL-2+\n see /usr/share/common-licenses/GPL-2\n";

        Assert.Equal(["Expat or BSD-2-clause", "GPL-2+"], DebianCopyrights.Parse(text));
    }

    [Fact]
    public void Parse_OfProse_TakesTheCommonLicencesItPointsTo()
    {
        const string text = "The full text is in `/usr/share/common-licenses/LGPL-2.1', and of the rest in /usr/share/common-licenses/GPL-3.\n";

        Assert.Equal(["GPL-3", "LGPL-2.1"], DebianCopyrights.Parse(text));
    }
}
