using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox push SANDBOX SOURCE [DESTINATION]</c></summary>
internal sealed class SandboxPushCommand : MachineCommand
{
    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Argument<string> _source = new("SOURCE") { Description = "File or directory of this host." };
    private readonly Argument<string> _destination = SandboxPath.Create("DESTINATION", "Where it goes");

    public SandboxPushCommand(CommandPlace place)
        : base(place, "push", "Copy a file or a directory into a sandbox; it belongs to the sandbox's user there.")
    {
        Add(_name);
        Add(_source);
        Add(_destination);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, source) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_source));
        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandbox = await machine.Client.Sandboxes.GetAsync(name, cancellationToken);
        var target = await sandbox.Files.CopyInAsync(source, parsed.GetRequiredValue(_destination), cancellationToken);
        Terminal.WriteMessage($"Copied to {target}");
        return ExitCodes.Success;
    }
}
