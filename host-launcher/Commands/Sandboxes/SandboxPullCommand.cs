using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox pull SANDBOX SOURCE [DESTINATION]</c></summary>
internal sealed class SandboxPullCommand : MachineCommand
{
    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Argument<string> _source = new("SOURCE") { Description = "File or directory of the sandbox; not absolute, it is in the directory commands start in." };
    private readonly Argument<string> _destination = new("DESTINATION") { Description = "Where it goes on this host (default: here).", DefaultValueFactory = _ => "." };

    public SandboxPullCommand(CommandPlace place)
        : base(place, "pull", "Copy a file or a directory out of a sandbox.")
    {
        Add(_name);
        Add(_source);
        Add(_destination);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, destination) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_destination));
        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandbox = await machine.Client.Sandboxes.GetAsync(name, cancellationToken);
        await sandbox.Files.CopyOutAsync(parsed.GetRequiredValue(_source), destination, Terminal.WriteWarning, cancellationToken);
        Terminal.WriteMessage($"Copied to {destination}");
        return ExitCodes.Success;
    }
}
