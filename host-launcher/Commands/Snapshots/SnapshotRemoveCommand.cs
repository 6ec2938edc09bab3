using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Snapshots;

/// <summary><c>pockr snapshot rm NAME...</c></summary>
internal sealed class SnapshotRemoveCommand : Command
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "Snapshots to remove.", Arity = ArgumentArity.OneOrMore };
    private readonly CommonOptions _common;
    private readonly SnapshotStore _snapshots;
    private readonly TerminalOutput _terminal;

    public SnapshotRemoveCommand(CommonOptions common, SnapshotStore snapshots, TerminalOutput terminal)
        : base("rm", "Remove snapshots. The machine stays as it is.")
    {
        _common = common;
        _snapshots = snapshots;
        _terminal = terminal;
        Add(_names);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var machine = _common.NameIn(parsed);
        foreach (var name in parsed.GetRequiredValue(_names).Select(SnapshotName.Parse).ToList())
        {
            using (var line = new StageLine(_terminal))
            {
                await _snapshots.RemoveAsync(machine, name, line, cancellationToken);
            }

            _terminal.WriteResult(name.Value);
        }

        return ExitCodes.Success;
    }
}
