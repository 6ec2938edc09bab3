using Pockr.GuestAgent.Events;

namespace Pockr.GuestAgent.Tests.Events;

public sealed class EventCursorTests
{
    [Theory]
    [InlineData("1700000000", 1_700_000_000_000_000_000, 0)]
    [InlineData("1700000000.5", 1_700_000_000_500_000_000, 0)]
    [InlineData("1700000000.000000001-2", 1_700_000_000_000_000_001, 2)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000_000_000_000, 0)]
    [InlineData("2023-11-14T23:13:20.25+01:00", 1_700_000_000_250_000_000, 0)]
    public void ATime_IsReadToTheNanosecond(string text, long nanoseconds, int passed) =>
        Assert.Equal(new EventCursor(nanoseconds, passed), EventCursor.TryParse(text));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("1.0000000001")]
    [InlineData("9999999999")]
    [InlineData("5-")]
    [InlineData("2500-01-01T00:00:00Z")]
    [InlineData("5\n")]
    public void WhatIsNoTime_IsNotRead(string text) => Assert.Null(EventCursor.TryParse(text));

    [Fact]
    public void ThePlace_CountsEventsOfOneNanosecond_AndNeverGoesBack()
    {
        var place = new EventCursor(10).After(20).After(20).After(15);

        Assert.Equal(new EventCursor(20, 2), place);
        Assert.Equal("0.000000020-2", place.ToString());
        Assert.Equal(place, EventCursor.TryParse(place.ToString()));
    }
}
