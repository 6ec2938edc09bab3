namespace Pockr.HostLauncher.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("strat", "start")]
    [InlineData("stpo", "stop")]
    [InlineData("inspct", "inspect")]
    [InlineData("r", "rm")]
    [InlineData("restartt", "restart")]
    [InlineData("frob", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void TheNearestWord_IsFound_IfItIsNear(string word, string? expected) =>
        Assert.Equal(expected, Spelling.FindNear(word, ["start", "stop", "restart", "inspect", "rm", "a"]));
}
