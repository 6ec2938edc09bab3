using System.CommandLine;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr diff NAME</c></summary>
internal sealed class DiffCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container." };
    private readonly Option<bool> _json = CommonOptions.Json();

    public DiffCommand(CommandPlace place)
        : base(place, "diff", "List what is different from the container's image: A is added, C changed, D deleted.")
    {
        Add(_name);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var changes = await UnknownContainer.ExplainAsync(
            machine, name, () => machine.Client.Containers.ListChangesAsync(name, cancellationToken), cancellationToken);
        var lines = parsed.GetValue(_json)
            ? [JsonSerializer.Serialize(changes, ContractsJson.Default.IReadOnlyListContainerChange)]
            : changes.Select(change => $"{LetterOf(change)} {change.Path}");
        foreach (var line in lines)
        {
            Terminal.WriteResult(line);
        }

        return ExitCodes.Success;
    }

    private static char LetterOf(ContainerChange change) => change.Kind switch
    {
        "added" => 'A',
        "deleted" => 'D',
        _ => 'C',
    };
}
