using Pockr.HostLauncher;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

Rehearsal.Begin(args);
var terminal = TerminalOutput.OfThisProcess();
try
{
    using var interruption = Interruption.OfThisProcess();
    var composition = new Composition
    {
        Machines = new MachineEnvironment { Home = PockrHome.FromEnvironment(Environment.GetEnvironmentVariable) }, Terminal = terminal,
    };
    return await CommandLineApp.RunAsync(composition, args, interruption);
}
catch (LauncherException failure)
{
    // No home directory to put anything in: all other failures are met in CommandLineApp.
    terminal.WriteFailure(failure);
    return failure.ExitCode;
}
