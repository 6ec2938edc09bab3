using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr logs NAME</c></summary>
internal sealed class LogsCommand : Command
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container." };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on until the container ends." };
    private readonly Option<int?> _tail = CommonOptions.Integer("--tail", "N", "Only the last N lines.", "-n");
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly TerminalOutput _terminal;

    public LogsCommand(CommonOptions common, MachineDirectory directory, TerminalOutput terminal)
        : base("logs", "Print what a container has written; 'pockr vm logs' prints what the machine itself has.")
    {
        _common = common;
        _directory = directory;
        _terminal = terminal;
        Add(_name);
        Add(_follow);
        Add(_tail);
        SetAction(RunAsync);
    }

    public static int? TailIn(ParseResult parsed, Option<int?> option)
    {
        var tail = parsed.GetValue(option);
        return tail < 0 ? throw Failures.Usage($"--tail is {tail}; use 0 or more.", "Leave --tail out for all lines.") : tail;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var tail = TailIn(parsed, _tail);
        using var machine = _directory.Open(_common.NameIn(parsed));
        var frames = machine.Client.Containers.ReadLogsAsync(parsed.GetRequiredValue(_name), parsed.GetValue(_follow), tail, cancellationToken);
        await FrameWriter.CopyAsync(frames, _terminal, cancellationToken);
        return ExitCodes.Success;
    }
}
