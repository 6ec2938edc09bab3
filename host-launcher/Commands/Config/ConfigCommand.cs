using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Config;

/// <summary><c>pockr config ...</c></summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand(params Command[] commands)
        : base("config", "Show and change the settings of a machine.")
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
