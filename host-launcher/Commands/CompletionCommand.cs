using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr completion SHELL</c></summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> _shell = new("SHELL") { Description = $"One of {string.Join(", ", CompletionScript.Shells)}." };

    public CompletionCommand(string program, TerminalOutput terminal)
        : base("completion", "Print a script that has a shell complete pockr's lines: source <(pockr completion bash).")
    {
        _shell.CompletionSources.Add([.. CompletionScript.Shells]);
        Add(_shell);
        SetAction(parsed =>
        {
            terminal.StandardOutput.Write(CompletionScript.For(parsed.GetRequiredValue(_shell), program));
            return ExitCodes.Success;
        });
    }
}
