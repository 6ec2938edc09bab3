using System.CommandLine;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr prune</c></summary>
internal sealed class PruneCommand : MachineCommand
{
    private readonly Option<bool> _force = CommonOptions.Flag("--force", "Do not ask.", "-f");
    private readonly Option<string[]> _filter = CommonOptions.Several("--filter", "label=NAME[=VALUE]", "Only those that have the label.");
    private readonly Option<bool> _json = CommonOptions.Json();

    public PruneCommand(CommandPlace place)
        : base(place, "prune", "Remove all containers that do not run.")
    {
        Add(_force);
        Add(_filter);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var filters = ContainerFilters.Parse(parsed.GetValue(_filter) ?? [], ["label"]);
        if (!parsed.GetValue(_force) && !Confirm())
        {
            return ExitCodes.Success;
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        var pruned = await machine.Client.Containers.PruneAsync([.. filters.Select(filter => filter.Value)], cancellationToken);
        if (parsed.GetValue(_json))
        {
            Terminal.WriteResult(JsonSerializer.Serialize(pruned, ContractsJson.Default.ContainersPruned));
            return ExitCodes.Success;
        }

        foreach (var id in pruned.Removed)
        {
            Terminal.WriteResult(id);
        }

        Terminal.WriteMessage($"Removed {pruned.Removed.Count} containers; {ByteText.Of(pruned.ReclaimedBytes)} are free again.");
        return ExitCodes.Success;
    }

    private bool Confirm()
    {
        var input = Place.Input();
        if (!input.IsTerminal)
        {
            throw Failures.Usage("Containers would be removed, and nobody can be asked.", "Say that it is meant: 'pockr prune --force'.");
        }

        Terminal.WriteMessage("All containers that do not run are going to be removed. Go on? [y/N]");
        using var reader = new StreamReader(input.Stream, leaveOpen: true);
        return reader.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
