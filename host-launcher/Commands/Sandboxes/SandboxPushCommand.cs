using System.CommandLine;
using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Files;
using Pockr.Sdk;

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
        await machine.Client.Sandboxes.InspectAsync(name, cancellationToken);
        var target = await SandboxPath.ResolveAsync(machine.Client, name, parsed.GetRequiredValue(_destination), cancellationToken);
        var copy = new ContainerCopy(machine.Client.Files, followsLink: false) { Owner = await OwnerAsync(machine.Client, name, cancellationToken) };
        await copy.ToContainerAsync(source, target, cancellationToken);
        Terminal.WriteMessage($"Copied to {target}");
        return ExitCodes.Success;
    }

    // Only the system in the sandbox knows which numbers its user has. In one that is stopped, what comes is root's.
    private static async Task<FileOwner> OwnerAsync(PockrClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            var told = await client.Containers.RunExecAsync(name, new ExecRunRequest(["sh", "-c", "id -u; id -g"]), cancellationToken);
            var numbers = told.Stdout.Split('\n');
            return told.ExitCode == 0 && numbers.Length > 1 && TryNumber(numbers[0], out var uid) && TryNumber(numbers[1], out var gid)
                ? new FileOwner(uid, gid)
                : FileOwner.Root;
        }
        catch (ResourceConflictException stopped) when (stopped.Code == ProblemCodes.ContainerNotRunning)
        {
            return FileOwner.Root;
        }
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
