namespace Pockr.GuestAgent.Tests.Auth;

/// <summary>Shows another time than it is.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
