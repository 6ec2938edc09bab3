using System.CommandLine;
using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr top NAME</c></summary>
internal sealed class TopCommand : Command
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly MachineAccess _machines;
    private readonly TerminalOutput _terminal;

    public TopCommand(MachineAccess machines, TerminalOutput terminal)
        : base("top", "List a container's processes, with their numbers in the machine.")
    {
        _machines = machines;
        _terminal = terminal;
        Add(_name);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        using var machine = await _machines.OpenAsync(parsed, cancellationToken);
        var processes = await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.ListProcessesAsync(name, cancellationToken), cancellationToken);
        _terminal.WriteList(
            parsed.GetValue(_json), processes, ContractsJson.Default.IReadOnlyListContainerProcess, ["PID", "PPID", "USER", "COMMAND"], processes.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(ContainerProcess process) =>
    [
        process.Pid.ToString(CultureInfo.InvariantCulture),
        process.ParentPid.ToString(CultureInfo.InvariantCulture),
        process.User,
        process.Command,
    ];
}
