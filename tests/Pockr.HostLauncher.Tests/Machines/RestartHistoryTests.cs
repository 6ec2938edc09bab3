using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class RestartHistoryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 1, 2)]
    [InlineData(true, 1, 2, 9)]
    [InlineData(false, 1, 2, 10)]
    [InlineData(false, 11, 12, 13, 14)]
    [InlineData(false, 1, 2, -180)]
    public void IsExhausted_ByThreeInTenMinutes(bool expected, params int[] minutesAgo)
    {
        var history = new RestartHistory([.. minutesAgo.Select(minutes => new Restart(s_now.AddMinutes(-minutes), "It ended."))]);

        Assert.Equal(expected, history.IsExhausted(s_now));
    }

    [Fact]
    public void With_KeepsTheLastOnes()
    {
        var history = Enumerable.Range(0, 50).Aggregate(RestartHistory.None, (history, number) => history.With(new Restart(s_now, $"{number}")));

        Assert.Equal((20, "49"), (history.Restarts.Count, history.Restarts[^1].Reason));
    }
}
