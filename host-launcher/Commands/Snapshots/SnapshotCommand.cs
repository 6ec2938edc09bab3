using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Snapshots;

/// <summary><c>pockr snapshot ...</c></summary>
internal sealed class SnapshotCommand : Command
{
    public SnapshotCommand(params Command[] commands)
        : base("snapshot", "Keep what a machine is, and make it that again.")
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
