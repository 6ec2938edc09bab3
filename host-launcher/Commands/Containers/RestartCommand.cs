using System.CommandLine;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr restart NAME...</c></summary>
internal sealed class RestartCommand : SeveralContainersCommand
{
    private readonly Option<int?> _time = TimeOption.Create();

    public RestartCommand(CommandPlace place)
        : base(place, "restart", "Stop containers and start them again.") => Add(_time);

    protected override void Check(ParseResult parsed) => TimeOption.Check(parsed, _time);

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.RestartAsync(name, parsed.GetValue(_time), cancellationToken);
        return name;
    }
}
