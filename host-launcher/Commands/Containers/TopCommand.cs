using System.CommandLine;
using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr top NAME</c></summary>
internal sealed class TopCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };
    private readonly ListOptions _list = new();

    public TopCommand(CommandPlace place)
        : base(place, "top", "List a container's processes, with their numbers in the machine.")
    {
        Add(_name);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var processes = await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.ListProcessesAsync(name, cancellationToken), cancellationToken);
        Terminal.WriteList(
            format, processes, ContractsJson.Default.IReadOnlyListContainerProcess, ["PID", "PPID", "USER", "COMMAND"], processes.Select(RowOf));
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
