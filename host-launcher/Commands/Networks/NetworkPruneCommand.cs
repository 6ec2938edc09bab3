using System.CommandLine;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.Networks;

/// <summary><c>pockr network prune</c></summary>
internal sealed class NetworkPruneCommand(CommandPlace place) : ResourcePruneCommand(place, "Remove networks without containers.")
{
    protected override IReadOnlyList<string> WhatIsRemoved(ParseResult parsed) => ["all networks without a container"];

    protected override async Task PruneAsync(OpenMachine machine, ParseResult parsed, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var removed = await machine.Client.Networks.PruneAsync(labels, cancellationToken);
        removed.Removed.ToList().ForEach(Terminal.WriteResult);
    }
}
