using Pockr.Bench.Reports;

namespace Pockr.Bench.Tests;

public sealed class GeneratedSectionTests
{
    [Fact]
    public void WhatIsBetweenTheMarks_IsReplaced_AndAllElseStays()
    {
        var document = $"# Before\n{GeneratedSection.Begin}\nold\n{GeneratedSection.End}\nAfter\n";

        var once = GeneratedSection.Replace(document, "new\n");

        Assert.Equal($"# Before\n{GeneratedSection.Begin}\n\nnew\n\n{GeneratedSection.End}\nAfter\n", once);
        Assert.Equal(once, GeneratedSection.Replace(once!, "new"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData(GeneratedSection.Begin)]
    [InlineData(GeneratedSection.End + GeneratedSection.Begin)]
    public void ADocumentWithoutBothMarks_HasNone(string document) => Assert.Null(GeneratedSection.Replace(document, "new"));
}
