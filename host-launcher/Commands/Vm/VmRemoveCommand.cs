using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm rm NAME...</c></summary>
internal sealed class VmRemoveCommand : Command
{
    private readonly Argument<string[]> _names = new MachineArgument<string[]>("NAME")
    {
        Description = "Machines to remove, with their containers, images and disks.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _force = new("--force", "-f") { Description = "Remove machines that run or are suspended as well; they are ended where they stand." };
    private readonly MachineRemoval _removal;
    private readonly TerminalOutput _terminal;

    public VmRemoveCommand(MachineRemoval removal, TerminalOutput terminal)
        : base("rm", "Remove machines and everything in them.")
    {
        _removal = removal;
        _terminal = terminal;
        Add(_names);
        Add(_force);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        foreach (var name in parsed.GetRequiredValue(_names).Select(MachineName.Parse).ToList())
        {
            using (var line = new StageLine(_terminal))
            {
                await _removal.RemoveAsync(name, parsed.GetValue(_force), line, cancellationToken);
            }

            _terminal.WriteResult(name.Value);
        }

        return ExitCodes.Success;
    }
}
