using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Autostart;

/// <summary><c>pockr autostart ...</c></summary>
internal sealed class AutostartCommand : Command
{
    public AutostartCommand(params Command[] commands)
        : base("autostart", "Have a machine started when you log in, or not any more.")
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
