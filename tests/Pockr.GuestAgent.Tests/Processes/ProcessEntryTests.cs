using System.Diagnostics;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Tests.Processes;

public sealed class ProcessEntryTests
{
    [Theory]
    [InlineData("42 (sh) S 7 42 40 0 -1 4194304 0")]
    [InlineData("42 (a) b (c) S 7 42 40 0 -1 4194304 0")]
    [InlineData("42 () R 1 2 3) S 7 42 40 0 -1 4194304 0")]
    public void Parse_IsNotConfusedByTheName(string stat)
    {
        Assert.Equal(new ProcessEntry(42, 7, 40), ProcessEntry.Parse(stat));
    }

    [Theory]
    [InlineData("")]
    [InlineData("42 sh S 7")]
    [InlineData("42 (sh) S")]
    public void Parse_OfACutLine_IsNull(string stat)
    {
        Assert.Null(ProcessEntry.Parse(stat));
    }

    [Fact]
    public void MembersOf_AreDescendantsAndTheSession()
    {
        ProcessEntry[] processes =
        [
            new(1, 0, 1), new(10, 1, 10), new(11, 10, 10), new(12, 11, 12), new(13, 12, 12), new(14, 1, 10), new(20, 1, 20), new(21, 20, 20),
        ];

        Assert.Equal([10, 11, 12, 13, 14], ProcessTree.MembersOf(10, processes).Order());
    }

    [Fact]
    public void StartedSince_LeavesOutWhatIsOlder_WithAllThatCameOfIt()
    {
        ProcessEntry[] processes =
        [
            new(1, 0, 1, 1), new(10, 1, 10, 50), new(11, 10, 10, 90), new(12, 11, 10, 120), new(13, 10, 10, 100), new(14, 13, 14, 110),
            new(15, 1, 10, 130), new(16, 1, 10, 80), new(20, 1, 20, 140),
        ];

        Assert.Equal([13, 14, 15], ProcessTree.StartedSince(new ProcessMoment(100, new HashSet<int> { 11 }), 10, processes).Order());
        Assert.Equal([15], ProcessTree.StartedSince(new ProcessMoment(100, new HashSet<int> { 11, 13 }), 10, processes).Order());
    }

    [Fact]
    public void Parse_OfAWholeLine_HasItsStart()
    {
        const string Stat = "42 (sh) S 7 42 40 0 -1 4194304 145 0 0 0 0 0 0 0 20 0 1 0 28961 2617344 178 0";

        Assert.Equal(new ProcessEntry(42, 7, 40, 28961), ProcessEntry.Parse(Stat));
    }

    [Fact]
    public void BootClock_CountsAsTheStartsOfProcessesDo()
    {
        var before = BootClock.Ticks;
        using var process = Process.Start("sleep", "600");
        var entry = ProcessEntry.Parse(File.ReadAllText($"/proc/{process.Id}/stat"));
        process.Kill();

        Assert.InRange(entry!.Value.StartedTicks, before, BootClock.Ticks);
    }
}
