using System.CommandLine;
using System.CommandLine.Parsing;
using Pockr.HostLauncher.Commands;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher;

/// <summary>A line as it was typed, with all that a line can have.</summary>
internal sealed class TypedLine(Composition composition, string[] arguments)
{
    // Off: '@name' means a file of arguments to System.CommandLine, and nothing to us or to commands in containers.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Whether it ends with the exit code of a command in a container or the machine.</summary>
    public bool PassesExitCode { get; private set; }

    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var parsed = Parse();
        if (parsed.Errors.Count > 0)
        {
            throw Failures.Usage(string.Join(' ', parsed.Errors.Select(error => error.Message)), HelpFor(parsed));
        }

        // Signals are ours: the first one is to stop a container, not this process.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = composition.Terminal.Results,
        };
        return parsed.InvokeAsync(invocation, cancellationToken);
    }

    private ParseResult Parse()
    {
        var root = composition.BuildRoot(arguments);
        PassesExitCode = root.Subcommands.Any(command => command is IPassesExitCode && arguments.Contains(command.Name));
        var parsed = root.Parse(ForeignArguments.SetApart(root, arguments), s_parsing);
        PassesExitCode = parsed.CommandResult.Command is IPassesExitCode;
        return parsed;
    }

    private static string HelpFor(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Where(below => !below.Hidden).Select(below => below.Name);
        return parsed.UnmatchedTokens is [var word, ..] && Spelling.FindNear(word, commands) is { } near
            ? $"Did you mean '{PathOf(parsed.CommandResult)} {near}'?"
            : parsed.CommandResult.Parent is null ? "See 'pockr --help'." : $"See 'pockr {command.Name} --help'.";
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult above ? $"{PathOf(above)} {result.Command.Name}" : "pockr";
}
