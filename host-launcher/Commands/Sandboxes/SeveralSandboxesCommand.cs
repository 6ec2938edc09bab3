using System.CommandLine;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>A command that does the same to each sandbox it is given, and prints its name.</summary>
internal abstract class SeveralSandboxesCommand : MachineCommand
{
    private readonly Argument<string[]> _names = SandboxArgument.CreateSeveral();

    protected SeveralSandboxesCommand(CommandPlace place, string name, string description)
        : base(place, name, description) => Add(_names);

    protected abstract Task ActAsync(Sandbox sandbox, ParseResult parsed, CancellationToken cancellationToken);

    protected string[] NamesIn(ParseResult parsed) => parsed.GetRequiredValue(_names);

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        try
        {
            return await TryAllAsync(NamesIn(parsed), async name =>
            {
                await ActAsync(await machine.Client.Sandboxes.GetAsync(name, cancellationToken), parsed, cancellationToken);
                Terminal.WriteResult(name);
            });
        }
        finally
        {
            await SyncPortsAsync(machine, cancellationToken);
        }
    }
}
