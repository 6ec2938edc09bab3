namespace Pockr.HostLauncher.Commands;

/// <summary>
/// A command that ends with the exit code of a command in a container: its own failures all have the one code that is set aside for
/// them, and what follows its first argument is not its own.
/// </summary>
internal interface IPassesExitCode;
