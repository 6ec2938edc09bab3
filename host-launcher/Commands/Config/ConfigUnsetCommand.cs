using System.CommandLine;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Commands.Config;

/// <summary><c>pockr config unset KEY...</c></summary>
internal sealed class ConfigUnsetCommand : Command
{
    private readonly Argument<string[]> _keys = new("KEY") { Description = "Settings to take back.", Arity = ArgumentArity.OneOrMore };

    public ConfigUnsetCommand(ConfigChangeRunner runner)
        : base("unset", "Give settings of a machine their usual values.")
    {
        Add(_keys);
        runner.AddTo(this, parsed => ConfigChange.Unset(parsed.GetRequiredValue(_keys)));
    }
}
