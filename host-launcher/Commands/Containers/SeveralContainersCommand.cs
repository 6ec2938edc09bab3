using System.CommandLine;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>A command that does the same to each container it is given, and prints its name.</summary>
internal abstract class SeveralContainersCommand : MachineCommand
{
    private readonly Argument<string[]> _names = new ContainerArgument<string[]>("NAME") { Description = "Names or ids of containers." };
    private readonly Option<bool>? _all;

    /// <param name="place">Where its containers are, and where it tells.</param>
    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="all">What <c>--all</c> does; there is none if absent.</param>
    protected SeveralContainersCommand(CommandPlace place, string name, string description, string? all = null)
        : base(place, name, description)
    {
        _names.Arity = all is null ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore;
        Add(_names);
        if (all is not null)
        {
            Add(_all = CommonOptions.Flag("--all", all, "-a"));
        }
    }

    /// <summary>Whether a container is one of those that <c>--all</c> means.</summary>
    protected virtual bool IsOneOfAll(ContainerSummary container, ParseResult parsed) => Runs(container);

    protected static bool Runs(ContainerSummary container) => container.State is "running" or "paused" or "restarting";

    /// <summary>Refuses what cannot be, before anything is done.</summary>
    protected virtual void Check(ParseResult parsed)
    {
    }

    /// <returns>What is printed.</returns>
    protected abstract Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken);

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Check(parsed);
        EnsureOneIsMeant(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var containers = machine.Client.Containers;
        var names = await NamesAsync(containers, parsed, cancellationToken);
        try
        {
            var attempts = EachContainer.TryAsync(machine, names, name => ActAsync(containers, name, parsed, cancellationToken), cancellationToken);
            await foreach (var result in attempts)
            {
                Terminal.WriteResult(result);
            }

            return ExitCodes.Success;
        }
        finally
        {
            await SyncPortsAsync(machine, cancellationToken);
        }
    }

    protected IReadOnlyList<string> NamesIn(ParseResult parsed) => parsed.GetValue(_names) ?? [];

    private bool IsAll(ParseResult parsed) => _all is not null && parsed.GetValue(_all);

    private void EnsureOneIsMeant(ParseResult parsed)
    {
        var isNamed = NamesIn(parsed).Count > 0;
        if (isNamed == IsAll(parsed))
        {
            throw Failures.Usage(
                isNamed ? $"'{Name} --all' takes no names." : $"'{Name}' needs the name of a container.", $"Write 'pockr {Name} NAME...' or 'pockr {Name} --all'.");
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(ContainersClient containers, ParseResult parsed, CancellationToken cancellationToken) => IsAll(parsed)
        ? [.. (await containers.ListAsync(all: true, cancellationToken)).Where(container => IsOneOfAll(container, parsed)).Select(container => container.Name)]
        : NamesIn(parsed);
}
