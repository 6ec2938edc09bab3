using System.CommandLine;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr kill NAME...</c></summary>
internal sealed class KillCommand : SeveralContainersCommand
{
    private readonly Option<string> _signal = new("--signal", "-s")
    {
        Description = "Signal to send, such as HUP or SIGUSR1.",
        HelpName = "SIGNAL",
        DefaultValueFactory = _ => "SIGKILL",
    };

    public KillCommand(CommandPlace place)
        : base(place, "kill", "Send a signal to the first process of containers.") => Add(_signal);

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.KillAsync(name, parsed.GetRequiredValue(_signal), cancellationToken);
        return name;
    }
}
