using System.CommandLine;
using System.CommandLine.Parsing;
using Pockr.Client;
using Pockr.HostLauncher.Commands;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher;

/// <summary>Runs a typed line and is the only place where a failure becomes text and an exit code.</summary>
internal static class CommandLineApp
{
    // Off: '@name' means a file of arguments to System.CommandLine, and nothing to us or to commands in containers.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(Composition composition, string[] arguments, Interruption interruption)
    {
        var root = composition.BuildRoot(arguments);
        var terminal = composition.Terminal;
        var passesExitCode = false;
        try
        {
            passesExitCode = root.Subcommands.Any(command => command is IPassesExitCode && arguments.Contains(command.Name));
            var parsed = root.Parse(ForeignArguments.SetApart(root, arguments), s_parsing);
            passesExitCode = parsed.CommandResult.Command is IPassesExitCode;
            if (parsed.Errors.Count > 0)
            {
                throw Failures.Usage(string.Join(' ', parsed.Errors.Select(error => error.Message)), HelpFor(parsed));
            }

            // Signals are ours: the first one is to stop a container, not this process.
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Results,
            };
            return await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (LauncherException failure)
        {
            terminal.WriteFailure(failure);
            return passesExitCode ? OfRun(failure.ExitCode) : failure.ExitCode;
        }
        catch (PockrException failure)
        {
            terminal.WriteFailure(failure.Message, failure.Remedy);
            return passesExitCode ? ExitCodes.LauncherFailed : ExitCodes.AgentFailed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception exception)
        {
            var failure = new UnexpectedErrors(composition.Home).Keep(exception);
            terminal.WriteFailure(failure);
            return passesExitCode ? ExitCodes.LauncherFailed : failure.ExitCode;
        }
    }

    private static int OfRun(int exitCode) =>
        exitCode is ExitCodes.TimedOut or ExitCodes.CommandNotExecutable or ExitCodes.CommandNotFound ? exitCode : ExitCodes.LauncherFailed;

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
