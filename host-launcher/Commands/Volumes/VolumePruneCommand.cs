using System.CommandLine;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.Volumes;

/// <summary><c>pockr volume prune</c></summary>
internal sealed class VolumePruneCommand : ResourcePruneCommand
{
    private readonly Option<bool> _all = new("--all", "-a") { Description = "Those with a name of their own, too." };

    public VolumePruneCommand(CommandPlace place)
        : base(place, "Remove volumes that no container has, and what is in them.") => Add(_all);

    protected override IReadOnlyList<string> WhatIsRemoved(ParseResult parsed) =>
        [parsed.GetValue(_all) ? "all volumes without a container" : "all volumes without a name of their own and a container"];

    protected override async Task PruneAsync(OpenMachine machine, ParseResult parsed, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var removed = await machine.Client.Volumes.PruneAsync(parsed.GetValue(_all), labels, cancellationToken);
        removed.Removed.ToList().ForEach(Terminal.WriteResult);
        Terminal.WriteMessage($"Reclaimed: {DecimalSize.Format(removed.ReclaimedBytes)}");
    }
}
