using System.CommandLine;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr shell [NAME]</c></summary>
internal sealed class ShellCommand : Command, IPassesExitCode
{
    private const int LongestScriptSeconds = 24 * 60 * 60;

    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly Func<TerminalInput> _input;
    private readonly TerminalOutput _terminal;

    public ShellCommand(CommonOptions common, MachineDirectory directory, Func<TerminalInput> input, TerminalOutput terminal)
        : base("shell", "Be root in the machine itself; commands from a pipe are run there as a script. Ends with the shell's exit code.")
    {
        _common = common;
        _directory = directory;
        _input = input;
        _terminal = terminal;
        Add(_name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = _directory.Open(_common.NameIn(parsed, _name));
        var input = _input();
        return input.IsTerminal
            ? await TalkAsync(machine.Client, input, cancellationToken)
            : await RunScriptAsync(machine.Client, input, cancellationToken);
    }

    private async Task<int> TalkAsync(PockrClient client, TerminalInput input, CancellationToken cancellationToken)
    {
        var size = WindowSize.OfThisTerminal();
        await using var connection = await client.OpenMachineTerminalAsync(size.Columns, size.Rows, cancellationToken);
        return await new TerminalSession(input, _terminal).RunAsync(connection, cancellationToken) ?? throw new StreamCutException();
    }

    private async Task<int> RunScriptAsync(PockrClient client, TerminalInput input, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(input.Stream);
        var script = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(script))
        {
            return ExitCodes.Success;
        }

        var frames = client.RunInMachineAsync(new VmExecRequest(script, LongestScriptSeconds), cancellationToken);
        return await FrameWriter.CopyAsync(frames, _terminal, cancellationToken) ?? throw new StreamCutException();
    }
}
