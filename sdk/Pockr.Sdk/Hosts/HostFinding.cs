using Pockr.Machines.Checks;

namespace Pockr.Sdk.Hosts;

/// <summary>What one of the checks of <see cref="PockrHost.CheckAsync"/> has found.</summary>
/// <param name="Id">Names the check, and never changes: <c>qemu.present</c>, <c>vm.NAME.health</c>, <c>agent.sandboxes</c>, <c>project.records</c> ...</param>
/// <param name="Status">How it is.</param>
/// <param name="Reason">A sentence, with the values it is about.</param>
/// <param name="Remedy">What to do about it, if there is anything to do.</param>
/// <param name="Fixable">Whether it can be put right without taking anything from anybody.</param>
/// <param name="Fixed">What was done to put it right, if that was wished for; what is found is how it is after that.</param>
public sealed record HostFinding(string Id, FindingStatus Status, string Reason, string? Remedy, bool Fixable, string? Fixed)
{
    internal static HostFinding Of(CheckReport report) => new(report.Id, StatusOf(report.Status), report.Reason, report.Remedy, report.Fixable, report.Fixed);

    private static FindingStatus StatusOf(string status) => status switch
    {
        Finding.Fine => FindingStatus.Ok,
        Finding.Doubtful => FindingStatus.Warning,
        Finding.Wrong => FindingStatus.Error,
        _ => FindingStatus.Skipped,
    };
}
