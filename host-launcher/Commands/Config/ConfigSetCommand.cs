using System.CommandLine;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Commands.Config;

/// <summary><c>pockr config set KEY=VALUE...</c></summary>
internal sealed class ConfigSetCommand : Command
{
    private readonly Argument<string[]> _assignments = new("KEY=VALUE")
    {
        Description = $"{string.Join("; ", ConfigKeys.All.Select(key => $"{key.Name}: {key.Meaning}"))}. Lists take commas, or the key several times (mounts: only that).",
        Arity = ArgumentArity.OneOrMore,
    };

    public ConfigSetCommand(ConfigChangeRunner runner)
        : base("set", "Change settings of a machine: all that are named, or none if one cannot be.")
    {
        Add(_assignments);
        runner.AddTo(this, parsed => ConfigChange.Parse(parsed.GetRequiredValue(_assignments)));
    }
}
