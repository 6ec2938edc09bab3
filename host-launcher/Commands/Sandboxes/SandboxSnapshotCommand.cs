using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox snapshot SANDBOX IMAGE</c></summary>
internal sealed class SandboxSnapshotCommand : MachineCommand
{
    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Name of the image." };

    public SandboxSnapshotCommand(CommandPlace place)
        : base(place, "snapshot", "Make an image of what a sandbox has become, for 'pockr sandbox create --image'.")
    {
        Add(_name);
        Add(_image);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandbox = await machine.Client.Sandboxes.GetAsync(parsed.GetRequiredValue(_name), cancellationToken);
        Terminal.WriteResult((await sandbox.SnapshotAsync(parsed.GetRequiredValue(_image), cancellationToken)).Id);
        return ExitCodes.Success;
    }
}
