using System.CommandLine;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr update NAME...</c></summary>
internal sealed class UpdateCommand : SeveralContainersCommand
{
    private readonly LimitOptions _limits = new();

    public UpdateCommand(CommandPlace place)
        : base(place, "update", "Change what containers may use, also while they run: 'pockr update --memory 200m web'.")
    {
        foreach (var option in _limits.All)
        {
            Add(option);
        }
    }

    protected override void Check(ParseResult parsed)
    {
        if (_limits.In(parsed) == new UpdateContainerRequest())
        {
            throw Failures.Usage("Nothing is to be changed.", $"Give one of {string.Join(", ", _limits.All.Select(option => option.Name))}.");
        }
    }

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        var updated = await containers.UpdateAsync(name, _limits.In(parsed), cancellationToken);
        foreach (var warning in updated.Warnings ?? [])
        {
            Terminal.WriteWarning(warning);
        }

        return name;
    }
}
