using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Commands.Config;

/// <summary>Changes settings, and says when they count.</summary>
internal sealed class ConfigChangeRunner(CommonOptions common, MachineConfiguration configuration, TerminalOutput terminal)
{
    public void AddTo(Command command, Func<ParseResult, IReadOnlyList<ConfigChange>> changes)
    {
        var json = CommonOptions.Json();
        command.Add(json);
        command.SetAction((parsed, cancellationToken) => RunAsync(common.NameIn(parsed), changes(parsed), parsed.GetValue(json), cancellationToken));
    }

    private async Task<int> RunAsync(MachineName name, IReadOnlyList<ConfigChange> changes, bool json, CancellationToken cancellationToken)
    {
        ConfigOutcome outcome;
        using (var line = new StageLine(terminal))
        {
            outcome = await configuration.ChangeAsync(name, changes, line, cancellationToken);
        }

        if (json)
        {
            var report = new ConfigReport(name.Value, NamesOf(outcome.Changed), NamesOf(outcome.Pending));
            terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.ConfigReport));
        }
        else
        {
            Tell(name, outcome);
        }

        return ExitCodes.Success;
    }

    private void Tell(MachineName name, ConfigOutcome outcome)
    {
        terminal.WriteResult(outcome.Changed.Count == 0 ? "Nothing was changed." : $"Changed: {string.Join(", ", NamesOf(outcome.Changed))}.");
        if (outcome.Pending.Count == 0)
        {
            return;
        }

        var pending = string.Join(", ", NamesOf(outcome.Pending));
        var machine = name.Value == MachineName.Default ? "" : $" {name}";
        terminal.WriteMessage(outcome.IsRunning
            ? $"With the next start: {pending}. 'pockr vm restart{machine}' does that now."
            : outcome.Pending.All(key => key.IsLive)
                ? $"With the next 'pockr up{machine}': {pending}."
                : $"With the next 'pockr up{machine}': {pending}. The machine is suspended, and will boot instead of going on where it stopped.");
    }

    private static List<string> NamesOf(IEnumerable<ConfigKey> keys) => [.. keys.Select(key => key.Name)];
}
