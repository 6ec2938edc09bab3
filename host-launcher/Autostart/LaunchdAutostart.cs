using Pockr.Machines;

namespace Pockr.HostLauncher.Autostart;

/// <summary>An agent of macOS's launchd, which reads its directory at every login.</summary>
internal sealed class LaunchdAutostart(string program, string home, string userHome) : IAutostart
{
    public string Hint => "It is started with your next login.";

    public string FileOf(MachineName machine) => Path.Combine(userHome, "Library", "LaunchAgents", UnitOf(machine).Name);

    public AutostartUnit UnitOf(MachineName machine) => AutostartUnit.ForLaunchd(machine, program, home);

    public bool IsEnabled(AutostartUnit unit) => true;

    public Task<string?> EnableAsync(AutostartUnit unit, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task DisableAsync(AutostartUnit unit, CancellationToken cancellationToken) => Task.CompletedTask;
}
