using System.Diagnostics;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Processes;

/// <summary>Turns the machine off in an orderly way: its init stops the containers first.</summary>
internal sealed partial class PowerSwitch(AgentOptions options, ILogger<PowerSwitch> logger)
{
    /// <summary>To be asked while there still is somebody to be told that it cannot be done.</summary>
    public void Check()
    {
        if (!File.Exists(options.PowerOffProgram))
        {
            throw new ProblemException(Problems.Make(
                StatusCodes.Status403Forbidden, ProblemCodes.NotPermitted, $"There is no {options.PowerOffProgram} to end the machine with.",
                "'pockr down' ends it from outside."));
        }
    }

    public void Off()
    {
        LogOff();
        using var process = Process.Start(new ProcessStartInfo(options.PowerOffProgram) { UseShellExecute = false });
    }

    [LoggerMessage(LogLevel.Information, "Powering off, as a request says")]
    private partial void LogOff();
}
