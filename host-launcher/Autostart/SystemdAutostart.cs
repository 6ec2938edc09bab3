using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Autostart;

/// <summary>A service of the user's own systemd.</summary>
internal sealed class SystemdAutostart(IProcessRunner processes, string program, string home, string configuration) : IAutostart
{
    public string Hint => "To have it started with this host, before you log in: 'loginctl enable-linger'.";

    private string Units => Path.Combine(configuration, "systemd", "user");

    public string FileOf(MachineName machine) => Path.Combine(Units, UnitOf(machine).Name);

    public AutostartUnit UnitOf(MachineName machine) => AutostartUnit.ForSystemd(machine, program, home);

    public async Task<string?> EnableAsync(AutostartUnit unit, CancellationToken cancellationToken)
    {
        var enable = Systemctl("enable", unit.Name);
        return await TryAsync(Systemctl("daemon-reload"), cancellationToken) && await TryAsync(enable, cancellationToken) 
            ? null
            : enable.ToString();
    }

    public bool IsEnabled(AutostartUnit unit) => File.Exists(LinkOf(unit));

    public async Task DisableAsync(AutostartUnit unit, CancellationToken cancellationToken)
    {
        if (!await TryAsync(Systemctl("disable", unit.Name), cancellationToken) && IsEnabled(unit))
        {
            File.Delete(LinkOf(unit)); // all that the command would have done
        }
    }

    private string LinkOf(AutostartUnit unit) => Path.Combine(Units, "default.target.wants", unit.Name);

    private async Task<bool> TryAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return (await processes.RunAsync(command, cancellationToken)).Succeeded;
        }
        catch (LauncherException)
        {
            return false; // no systemd here
        }
    }

    private static ProcessCommand Systemctl(params string[] arguments) => new("systemctl", ["--user", .. arguments]);
}
