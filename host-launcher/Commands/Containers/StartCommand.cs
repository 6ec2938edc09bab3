using System.CommandLine;
using Pockr.Client;
using Pockr.HostLauncher.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr start NAME...</c></summary>
internal sealed class StartCommand : SeveralContainersCommand
{
    private readonly Option<bool> _attach = CommonOptions.Flag("--attach", "Show what it prints, and end with its exit code; for one container.", "-a");
    private readonly Option<bool> _interactive = CommonOptions.Flag("--interactive", "Give it what comes in here as well, if it was made with -i.", "-i");
    private readonly Option<string> _detachKeys = WiringOptions.DetachKeys();
    private readonly WiringOptions _wiring;

    public StartCommand(CommandPlace place)
        : base(place, "start", "Start containers that do not run.")
    {
        _wiring = new WiringOptions(place.Input);
        Add(_attach);
        Add(_interactive);
        Add(_detachKeys);
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(_attach) && !parsed.GetValue(_interactive))
        {
            return base.RunAsync(parsed, cancellationToken);
        }

        return NamesIn(parsed) is [var name]
            ? AttachAsync(name, parsed, cancellationToken)
            : throw Failures.Usage("--attach and --interactive are for one container, and several are named.", "Name one, or leave them out.");
    }

    protected override async Task<string> ActAsync(ContainersClient containers, string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        await containers.StartAsync(name, cancellationToken);
        return name;
    }

    private async Task<int> AttachAsync(string name, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        var containers = machine.Client.Containers;
        var container = await UnknownContainer.ExplainAsync(
            machine, name, () => containers.InspectAsync(name, cancellationToken), cancellationToken);
        var hasInput = parsed.GetValue(_interactive) && container.OpenStdin;
        var wiring = _wiring.Read(hasInput, container.Tty, parsed.GetValue(_detachKeys));
        await using var attachment = await Attachment.OpenAsync(machine, container.Id, wiring, Terminal, cancellationToken);
        await containers.StartAsync(container.Id, cancellationToken);
        await SyncPortsAsync(machine, cancellationToken);
        return await attachment.CopyAsync(cancellationToken) ?? ExitCodes.Success;
    }
}
