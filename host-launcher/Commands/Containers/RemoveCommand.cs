using System.CommandLine;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr rm NAME...</c></summary>
internal sealed class RemoveCommand : SeveralContainersCommand
{
    private readonly Option<bool> _force = CommonOptions.Flag("--force", "Remove those that run as well.", "-f");

    private readonly Option<bool> _volumes = CommonOptions.Flag("--volumes", "Remove their volumes without a name, which is done in any case.", "-v");

    public RemoveCommand(CommandPlace place)
        : base(place, "rm", "Remove containers.", "Remove all that do not run; with --force, those that do as well.")
    {
        Add(_force);
        Add(_volumes);
    }

    protected override bool IsOneOfAll(ContainerSummary container, ParseResult parsed) => parsed.GetValue(_force) || !Runs(container);

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.RemoveAsync(name, parsed.GetValue(_force), cancellationToken);
        return name;
    }
}
