using System.CommandLine;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr stop NAME...</c></summary>
internal sealed class StopCommand : SeveralContainersCommand
{
    private readonly Option<int?> _time = TimeOption.Create();

    public StopCommand(CommandPlace place)
        : base(place, "stop", "Stop containers, all at the same time.", "Stop all that run.") => Add(_time);

    protected override void Check(ParseResult parsed) => TimeOption.Check(parsed, _time);

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.StopAsync(name, parsed.GetValue(_time), cancellationToken);
        return name;
    }
}
