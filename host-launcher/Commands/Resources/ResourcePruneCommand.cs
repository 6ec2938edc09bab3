using System.CommandLine;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Resources;

/// <summary>A command that removes what nobody needs, and asks before.</summary>
internal abstract class ResourcePruneCommand : MachineCommand
{
    private const string LabelFilter = "label=";

    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask." };
    private readonly Option<string[]> _filter = new("--filter") { Description = "Only what has the label; may be given several times.", HelpName = "label=NAME[=VALUE]" };

    protected ResourcePruneCommand(CommandPlace place, string description)
        : base(place, "prune", description)
    {
        Add(_force);
        Add(_filter);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var labels = (parsed.GetValue(_filter) ?? []).Select(LabelOf).ToList();
        if (!await new Confirmation(Place).AskAsync(WhatIsRemoved(parsed), parsed.GetValue(_force), cancellationToken))
        {
            return ExitCodes.Failure;
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        await PruneAsync(machine, parsed, labels, cancellationToken);
        return ExitCodes.Success;
    }

    protected abstract IReadOnlyList<string> WhatIsRemoved(ParseResult parsed);

    protected abstract Task PruneAsync(OpenMachine machine, ParseResult parsed, IReadOnlyList<string> labels, CancellationToken cancellationToken);

    private static string LabelOf(string filter) => filter.StartsWith(LabelFilter, StringComparison.Ordinal) && filter.Length > LabelFilter.Length
        ? filter[LabelFilter.Length..]
        : throw Failures.Usage($"'{filter}' is no filter of what is removed.", "Use '--filter label=NAME' or '--filter label=NAME=VALUE'.");
}
