using Pockr.Client;
using Pockr.HostLauncher.Commands.Containers;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher;

/// <summary>Runs a typed line and is the only place where a failure becomes text and an exit code.</summary>
internal static class CommandLineApp
{
    public static Task<int> RunAsync(Composition composition, string[] arguments, Interruption interruption)
    {
        if (IPlainLine.TryRead(arguments) is { } plain)
        {
            return TellFailuresAsync(composition, interruption, stop => plain.RunAsync(composition, stop), () => true);
        }

        var line = new TypedLine(composition, arguments);
        return TellFailuresAsync(composition, interruption, line.RunAsync, () => line.PassesExitCode);
    }

    private static async Task<int> TellFailuresAsync(
        Composition composition, Interruption interruption, Func<CancellationToken, Task<int>> runAsync, Func<bool> passesExitCode)
    {
        var terminal = composition.Terminal;
        try
        {
            return await runAsync(interruption.Token);
        }
        catch (LauncherException failure)
        {
            terminal.WriteFailure(failure);
            return passesExitCode() ? OfRun(failure.ExitCode) : failure.ExitCode;
        }
        catch (PockrException failure)
        {
            terminal.WriteFailure(failure.Message, failure.Remedy);
            return passesExitCode() ? ExitCodes.LauncherFailed : ExitCodes.AgentFailed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception exception)
        {
            var failure = new UnexpectedErrors(composition.Home).Keep(exception);
            terminal.WriteFailure(failure);
            return passesExitCode() ? ExitCodes.LauncherFailed : failure.ExitCode;
        }
    }

    private static int OfRun(int exitCode) =>
        exitCode is ExitCodes.TimedOut or ExitCodes.CommandNotExecutable or ExitCodes.CommandNotFound ? exitCode : ExitCodes.LauncherFailed;
}
