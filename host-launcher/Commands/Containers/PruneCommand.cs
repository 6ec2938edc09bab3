using System.CommandLine;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr prune</c></summary>
internal sealed class PruneCommand : ResourcePruneCommand
{
    private readonly Option<bool> _json = CommonOptions.Json();

    public PruneCommand(CommandPlace place)
        : base(place, "Remove all containers that do not run.") => Add(_json);

    protected override IReadOnlyList<string> WhatIsRemoved(ParseResult parsed) => ["all containers that do not run"];

    protected override async Task PruneAsync(OpenMachine machine, ParseResult parsed, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var pruned = await machine.Client.Containers.PruneAsync(labels, cancellationToken);
        if (parsed.GetValue(_json))
        {
            Terminal.WriteResult(JsonSerializer.Serialize(pruned, ContractsJson.Default.ContainersPruned));
            return;
        }

        pruned.Removed.ToList().ForEach(Terminal.WriteResult);
        Terminal.WriteMessage($"Removed {pruned.Removed.Count} containers; {BinarySize.Format(pruned.ReclaimedBytes)} are free again.");
    }
}
