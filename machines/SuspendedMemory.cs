using System.Text.Json.Serialization;

namespace Pockr.Machines;

/// <summary>Memory that was saved; <c>suspended.json</c>.</summary>
internal sealed record SuspendedMemory : IJsonOnDeserialized
{
    private const int LongestShown = 40;

    /// <summary>The template whose memory it is, if the machine has not run yet: that memory is only read.</summary>
    public string? Template { get; init; }

    /// <summary>Length of its file, in bytes.</summary>
    public required long Bytes { get; init; }

    public required string QemuVersion { get; init; }

    /// <summary>Host port the agent had.</summary>
    public required int Port { get; init; }

    /// <summary>What the guest saw of QEMU's arguments.</summary>
    public required IReadOnlyList<string> GuestSide { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Version of the identity channel that the agent in it speaks.</summary>
    public int IdentityVersion { get; init; }

    /// <summary>Why a machine with these arguments cannot go on with it, if it cannot.</summary>
    public string? FindMisfit(IReadOnlyList<string> guestSide)
    {
        if (GuestSide.SequenceEqual(guestSide))
        {
            return null;
        }

        var at = GuestSide.Zip(guestSide).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == 0 || at >= Math.Min(GuestSide.Count, guestSide.Count) || Math.Max(GuestSide[at].Length, guestSide[at].Length) > LongestShown
            ? "the machine is made differently now"
            : $"{GuestSide[at - 1]} was {GuestSide[at]} and is {guestSide[at]} now";
    }

    void IJsonOnDeserialized.OnDeserialized() => WholeList.Ensure(GuestSide, "guestSide");
}
