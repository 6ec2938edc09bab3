using System.CommandLine;
using Pockr.Client;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox shell SANDBOX</c></summary>
internal sealed class SandboxShellCommand : MachineCommand, IPassesExitCode
{
    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Option<string> _user = CommonOptions.Text("--user", "USER", "User of the sandbox (default: the image's own).", "-u");
    private readonly SandboxPlace _sandboxes;

    public SandboxShellCommand(SandboxPlace sandboxes)
        : base(sandboxes.Place, "shell", "Open a shell in a sandbox; commands from a pipe are run there as a script. Ends with the shell's exit code.")
    {
        _sandboxes = sandboxes;
        Add(_name);
        Add(_user);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (request, input) = (LoginShell.Of(parsed.GetValue(_user)), Place.Input());
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        await machine.Client.Sandboxes.InspectAsync(name, cancellationToken);
        using var log = _sandboxes.HistoryOf(name)?.Begin(RunRecord.Shell, []);
        int? exitCode = null;
        try
        {
            exitCode = await Attachment.ExecAsync(machine, name, request, new Wiring(input, input.IsTerminal), Terminal, cancellationToken);
        }
        finally
        {
            log?.End(exitCode);
        }

        return exitCode ?? throw new StreamCutException();
    }
}
