using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Checks;

/// <summary>A machine that is being looked at.</summary>
internal sealed record CheckedMachine(MachineName Name, MachineFiles Files, MachineStore Store)
{
    public string IdOf(string what) => $"vm.{Name}.{what}";

    public RunningMachine? FindRunning() => Store.FindRunning(Files);

    /// <summary>The machine's settings, for checks that are about something else.</summary>
    public MachineConfig? TryFindConfig()
    {
        try
        {
            return MachineStore.FindConfig(Files);
        }
        catch (LauncherException)
        {
            return null;
        }
    }
}
