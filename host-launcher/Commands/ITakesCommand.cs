namespace Pockr.HostLauncher.Commands;

/// <summary>A command whose first argument is followed by the line of a command in a container, which is not its own to read.</summary>
internal interface ITakesCommand;
