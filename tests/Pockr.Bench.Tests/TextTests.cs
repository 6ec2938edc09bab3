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

    [Theory]
    [InlineData("64+0 records in\n64+0 records out\n67108864 bytes (64.0MB) copied, 2.000000 seconds, 32.0MB/s\n")]
    [InlineData("67108864 bytes (67 MB, 64 MiB) copied, 2 s, 33.6 MB/s")]
    public void WhatDdSays_IsARate(string text) => Assert.Equal(33.554432, CopyReport.RateIn(text), 6);

    [Fact]
    public void WhatIsNoRate_IsToldAsItIs() =>
        Assert.Contains("No space left", Assert.Throws<FormatException>(() => CopyReport.RateIn("No space left")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)", "7.2.22")]
    [InlineData("Docker version 28.2.2, build e6534b4", "28.2.2")]
    [InlineData("unknown\n", "unknown")]
    public void AVersion_IsTheNumberInIt(string text, string version) => Assert.Equal(version, VersionText.In(text));
}
