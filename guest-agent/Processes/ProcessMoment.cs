namespace Pockr.GuestAgent.Processes;

/// <summary>A moment in the life of a process. A tick is long, so its children are remembered as well.</summary>
/// <param name="Ticks">When it is, as <see cref="BootClock"/> counts.</param>
/// <param name="Children">What the process was the parent of.</param>
internal sealed record ProcessMoment(long Ticks, IReadOnlySet<int> Children)
{
    public static ProcessMoment Now(int process) => new(BootClock.Ticks, ProcessTree.ChildrenOf(process));

    /// <summary>Whether something was there already.</summary>
    public bool IsAfter(ProcessEntry process) =>
        process.StartedTicks < Ticks || (process.StartedTicks == Ticks && Children.Contains(process.Id));
}
