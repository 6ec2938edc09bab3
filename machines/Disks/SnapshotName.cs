using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>Name of a snapshot; a directory name, hence as plain as a machine's.</summary>
internal readonly record struct SnapshotName
{
    private SnapshotName(string value) => Value = value;

    public string Value { get; }

    public static SnapshotName Parse(string text) => IsValid(text) ? new SnapshotName(text) : throw Failures.InvalidSnapshotName(text);

    public static bool IsValid(string text) => MachineName.IsValid(text);

    public override string ToString() => Value;
}
