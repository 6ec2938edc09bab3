using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>What commands on a machine's Docker work with.</summary>
/// <param name="Common">Tells the machine that a line is about.</param>
/// <param name="Machines">Opens it.</param>
/// <param name="Input">Standard input.</param>
/// <param name="Terminal">Where results and messages go.</param>
internal sealed record CommandPlace(CommonOptions Common, MachineAccess Machines, Func<TerminalInput> Input, TerminalOutput Terminal)
{
    /// <summary>What stands for standard input or output in the place of a file.</summary>
    public const string StandardStream = "-";
}

/// <summary>A command on what a machine's Docker has.</summary>
internal abstract class MachineCommand : Command
{
    protected MachineCommand(CommandPlace place, string name, string description)
        : base(name, description)
    {
        Place = place;
        SetAction(RunAsync);
    }

    protected CommandPlace Place { get; }

    protected TerminalOutput Terminal => Place.Terminal;

    /// <summary>Whether it sends one request after the other, and reads one answer at a time.</summary>
    protected virtual bool SendsOneAtATime => false;

    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken);

    protected Task<OpenMachine> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        Place.Machines.OpenAsync(Place.Common.NameIn(parsed), SendsOneAtATime, cancellationToken);

    protected Task SyncPortsAsync(OpenMachine machine, CancellationToken cancellationToken) => Place.Machines.SyncPortsAsync(machine, cancellationToken);

    /// <summary>Does it for each, one after the other.</summary>
    /// <inheritdoc cref="Attempts.MakeAsync"/>
    protected static async Task<int> TryAllAsync(IEnumerable<string> names, Func<string, Task> actAsync)
    {
        await foreach (var _ in Attempts.MakeAsync(names.Distinct(), atOnce: 1, ActAsync))
        {
        }

        return ExitCodes.Success;

        async Task<string> ActAsync(string name)
        {
            await actAsync(name);
            return name;
        }
    }
}
