namespace Pockr.HostLauncher.Commands;

/// <summary>
/// A command that ends with the exit code of a command in a container or the machine: its own failures all have the one code that is set
/// aside for them.
/// </summary>
internal interface IPassesExitCode;
