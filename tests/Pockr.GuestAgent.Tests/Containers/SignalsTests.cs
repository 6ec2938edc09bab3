using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class SignalsTests
{
    [Theory]
    [InlineData("SIGINT", 2)]
    [InlineData("usr2", 12)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    [InlineData("64", 64)]
    [InlineData("0", null)]
    [InlineData("65", null)]
    [InlineData("SIGFOO", null)]
    [InlineData("RTMIN+15", null)]
    [InlineData("", null)]
    public void Names_AreNumbersOfLinux(string text, int? number) => Assert.Equal(number, Signals.NumberOf(text));
}
