using Pockr.Machines;

namespace Pockr.HostLauncher.Autostart;

/// <summary>Has a system start machines when their user logs in.</summary>
internal interface IAutostart
{
    string FileOf(MachineName machine);

    AutostartUnit UnitOf(MachineName machine);

    /// <summary>Tells the system about a file that is there now.</summary>
    /// <returns>The command that does it, if the system could not be told.</returns>
    Task<string?> EnableAsync(AutostartUnit unit, CancellationToken cancellationToken);

    /// <summary>Whether the system knows of a file that is there.</summary>
    bool IsEnabled(AutostartUnit unit);

    /// <summary>Tells the system to forget a file that is there yet.</summary>
    Task DisableAsync(AutostartUnit unit, CancellationToken cancellationToken);

    /// <summary>What else the user may want to know.</summary>
    string Hint { get; }
}
