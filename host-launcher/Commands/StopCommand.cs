using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr stop NAME...</c></summary>
internal sealed class StopCommand : Command
{
    private const int DefaultSeconds = 10;

    private readonly Argument<string[]> _names = new ContainerArgument<string[]>("NAME") { Description = "Names or ids of containers.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<int?> _time = CommonOptions.Integer(
        "--time",
        "SECONDS",
        $"How long a command has to end by itself (default: {DefaultSeconds}).",
        "-t");

    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly PortForwards _forwards;
    private readonly TerminalOutput _terminal;

    public StopCommand(CommonOptions common, MachineDirectory directory, PortForwards forwards, TerminalOutput terminal)
        : base("stop", "Stop containers.")
    {
        _common = common;
        _directory = directory;
        _forwards = forwards;
        _terminal = terminal;
        Add(_names);
        Add(_time);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var seconds = parsed.GetValue(_time) ?? DefaultSeconds;
        if (seconds < 0)
        {
            throw Failures.Usage($"--time is {seconds}; use 0 or more.", "Leave --time out for ten seconds.");
        }

        using var machine = _directory.Open(_common.NameIn(parsed));
        List<PockrException> failures = [];
        foreach (var name in parsed.GetRequiredValue(_names))
        {
            if (await TryStopAsync(machine, name, seconds, cancellationToken) is { } failure)
            {
                failures.Add(failure);
            }
            else
            {
                _terminal.WriteResult(name);
            }
        }

        await PortWarnings.SyncAsync(_forwards, machine, _terminal, cancellationToken);
        return failures.Count == 0
            ? ExitCodes.Success
            : throw Failures.StopsFailed([.. failures.Select(failure => failure.Message)], failures[0].Remedy);
    }

    /// <returns>Why the container was not stopped; the others are tried all the same.</returns>
    private static async Task<PockrException?> TryStopAsync(OpenMachine machine, string name, int seconds, CancellationToken cancellationToken)
    {
        try
        {
            await machine.Client.Containers.StopAsync(name, seconds, cancellationToken);
            return null;
        }
        catch (PockrException failure)
        {
            return failure;
        }
    }
}
