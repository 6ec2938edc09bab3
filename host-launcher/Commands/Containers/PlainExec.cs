using Pockr.Contracts;
using Pockr.HostLauncher.Containers;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>exec NAME COMMAND...</c> without any option.</summary>
internal sealed record PlainExec(string Name, ExecRequest Request) : IPlainLine
{
    public static PlainExec? TryRead(string[] line) =>
        line is ["exec", var name, var command, ..] && IPlainLine.IsPlain(name) && IPlainLine.IsPlain(command) ? new PlainExec(name, new ExecRequest(line[2..])) : null;

    public async Task<int> RunAsync(Composition composition, CancellationToken cancellationToken)
    {
        using var machine = await composition.OpenUsualAsync(cancellationToken);
        return await ExecRunner.RunAsync(machine, Name, Request, new Wiring(), composition.Terminal, cancellationToken);
    }
}
