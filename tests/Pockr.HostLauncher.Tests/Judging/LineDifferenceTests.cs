using System.Text;
using Pockr.HostLauncher.Judging;

namespace Pockr.HostLauncher.Tests.Judging;

public sealed class LineDifferenceTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1\n2\n", "1\n2\n")]
    [InlineData("1\n2\n", "1\n2")]
    [InlineData("1\n2", "1 \t\n2\n\n \n")]
    [InlineData("1\r\n2\r\n", "1\n2\n")]
    [InlineData("\n\n", "")]
    [InlineData("\n1", "\n1\n")]
    public void BlanksAtEnds_DoNotCount(string expected, string got) => Assert.Null(Find(expected, got));

    [Theory]
    [InlineData("1\n2\n", "1\n3\n", 2, "2", "3")]
    [InlineData("1\n2\n", "1\n", 2, "2", null)]
    [InlineData("1\n", "1\n2\n", 2, null, "2")]
    [InlineData("1", "", 1, "1", null)]
    [InlineData(" 1", "1", 1, " 1", "1")]
    [InlineData("1 2", "1  2", 1, "1 2", "1  2")]
    [InlineData("a\n\nb", "a\nb", 2, "", "b")]
    public void TheFirstOtherLine_IsFound(string expected, string got, int line, string? wanted, string? printed) =>
        Assert.Equal(new LineDifference(line, wanted, printed), Find(expected, got));

    [Theory]
    [InlineData("1\n", "1\n", null)]
    [InlineData("1\n", "1", "line 2: expected \"\", got the end")]
    [InlineData("1\n", "1 \n", "line 1: expected \"1\", got \"1 \"")]
    [InlineData("1\n", "1\r\n", "line 1: expected \"1\", got \"1\\r\"")]
    public void EveryByteCounts_WhereItIsTo(string expected, string got, string? text) => Assert.Equal(text, Find(expected, got, isExact: true)?.ToString());

    [Fact]
    public void ALongLine_IsShownAroundTheDifference()
    {
        var difference = Find(new string('a', 500) + "X" + new string('b', 500), new string('a', 500) + "Y" + new string('b', 500))!;

        Assert.Equal($"…{new string('a', 20)}X{new string('b', 39)}…", difference.Expected);
        Assert.Equal($"…{new string('a', 20)}Y{new string('b', 39)}…", difference.Got);
    }

    [Fact]
    public void BytesThatAreNoText_AreMadeHarmless()
    {
        var difference = LineDifference.Find("ok"u8.ToArray(), new byte[] { 0x1b, (byte)'[', (byte)'J', 0, 0xff }, isExact: false)!;

        Assert.Equal("line 1: expected \"ok\", got \"\\x1b[J\\x00\ufffd\"", difference.ToString());
    }

    private static LineDifference? Find(string expected, string got, bool isExact = false) =>
        LineDifference.Find(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(got), isExact);
}
