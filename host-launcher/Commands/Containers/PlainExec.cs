using Pockr.Contracts;
using Pockr.HostLauncher.Containers;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>
/// <c>exec NAME COMMAND...</c> without any option: it means no more than it says, whatever reads it, and it is what programs send by the thousand.
/// To make the parser ready takes as long as all else that it needs of this program.
/// </summary>
internal sealed record PlainExec(string Name, ExecRequest Request)
{
    public static PlainExec? TryRead(string[] line) =>
        line is ["exec", var name, var command, ..] && IsPlain(name) && IsPlain(command) ? new PlainExec(name, new ExecRequest(line[2..])) : null;

    public async Task<int> RunAsync(Composition composition, CancellationToken cancellationToken)
    {
        var machineName = MachineName.Parse(CommonOptions.UsualMachine(composition.Variable));
        using var machine = await composition.BuildAccess().OpenAsync(machineName, oneAtATime: true, cancellationToken);
        return await ExecRunner.RunAsync(machine, Name, Request, new Wiring(), composition.Terminal, cancellationToken);
    }

    // What begins with '-' is an option, the end of them, or an error to be told.
    private static bool IsPlain(string word) => word.Length > 0 && word[0] != '-';
}
