using System.CommandLine;
using Pockr.Machines.Errors;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox logs SANDBOX [RUN]</c></summary>
internal sealed class SandboxLogsCommand : Command
{
    private readonly Argument<string> _name = new("SANDBOX") { Description = "Name of the sandbox, which need not be there any more." };
    private readonly Argument<string?> _run = new("RUN") { Description = "The run, as 'pockr sandbox history' names it (default: the newest).", Arity = ArgumentArity.ZeroOrOne };
    private readonly SandboxPlace _sandboxes;

    public SandboxLogsCommand(SandboxPlace sandboxes)
        : base("logs", "Print what a run in a sandbox of the project here has written; no machine is needed for it.")
    {
        _sandboxes = sandboxes;
        Add(_name);
        Add(_run);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var history = Project.Get(_sandboxes.Directory).HistoryOf(parsed.GetRequiredValue(_name));
        await using var log = history.OpenLog(parsed.GetValue(_run));
        await log.CopyToAsync(_sandboxes.Place.Terminal.StandardOutput, cancellationToken);
        return ExitCodes.Success;
    }
}
