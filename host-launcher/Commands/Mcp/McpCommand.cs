using System.CommandLine;
using Pockr.HostLauncher.Mcp;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Mcp;

/// <summary><c>pockr mcp</c></summary>
internal sealed class McpCommand : MachineCommand
{
    private readonly McpLimitOptions _limits = new();
    private readonly Stream _output;
    private readonly PortForwards _forwards;
    private readonly NewSandboxes _newSandboxes;
    private readonly UnexpectedErrors _unexpected;

    /// <param name="place">A place whose messages stay off standard output.</param>
    /// <param name="output">Standard output, which has nothing but the protocol.</param>
    /// <param name="forwards">Ports of this host.</param>
    /// <param name="newSandboxes">Makes sandboxes.</param>
    /// <param name="unexpected">Where bugs are kept: one does not end the server.</param>
    public McpCommand(CommandPlace place, Stream output, PortForwards forwards, NewSandboxes newSandboxes, UnexpectedErrors unexpected)
        : base(place, "mcp", "Give a model sandboxes: a server of the Model Context Protocol on standard input and output. What it may have is said here.")
    {
        (_output, _forwards, _newSandboxes, _unexpected) = (output, forwards, newSandboxes, unexpected);
        foreach (var option in _limits.All)
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var limits = _limits.In(parsed);
        var input = Place.Input();
        if (input.IsTerminal)
        {
            Terminal.WriteMessage("This waits for a program that speaks the Model Context Protocol; Ctrl-D ends it.");
        }

        await using var machine = new McpMachine(token => OpenAsync(parsed, token));
        using var sandboxes = new McpSandboxes(machine, _forwards, _newSandboxes, limits);
        await new McpService(sandboxes, limits, _unexpected).RunAsync(input.Stream, _output, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }
}
