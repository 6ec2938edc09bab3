using Pockr.Bench.Reports;
using Pockr.Bench.Suites;

namespace Pockr.Bench.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.456, "0.46")]
    [InlineData(7.66, "7.7")]
    [InlineData(1528.4, "1528")]
    public void Numbers_HaveAsManyDigitsAsMeanSomething(double number, string text) => Assert.Equal(text, NumberText.Of(number));

    [Fact]
    public void WhatTimeSays_IsSeconds() => Assert.Equal(1.26, TimeReport.SecondsIn("16+0 records in\n16+0 records out\nreal 1.26\nuser 0.00\nsys 0.31\n"));

    [Fact]
    public void WhatIsNoTime_IsToldAsItIs() =>
        Assert.Contains("No space left", Assert.Throws<FormatException>(() => TimeReport.SecondsIn("No space left")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)", "7.2.22")]
    [InlineData("Docker version 28.2.2, build e6534b4", "28.2.2")]
    [InlineData("unknown\n", "unknown")]
    public void AVersion_IsTheNumberInIt(string text, string version) => Assert.Equal(version, VersionText.In(text));
}
