using System.CommandLine;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Commands.Config;

/// <summary><c>pockr config get [KEY]</c></summary>
internal sealed class ConfigGetCommand : Command
{
    private readonly Argument<string?> _key = new("KEY")
    {
        Description = "Setting to print, one value a line (default: all).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly MachineConfiguration _configuration;
    private readonly TerminalOutput _terminal;

    public ConfigGetCommand(CommonOptions common, MachineConfiguration configuration, TerminalOutput terminal)
        : base("get", "Print the settings of a machine, or one.")
    {
        _common = common;
        _configuration = configuration;
        _terminal = terminal;
        Add(_key);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string[] named = parsed.GetValue(_key) is { } name ? [name] : [];
        ConfigChange.EnsureKnown(named);
        var config = _configuration.Read(_common.NameIn(parsed));
        var keys = ConfigKeys.All.Where(key => named.Length == 0 || named.Contains(key.Name)).ToList();
        foreach (var line in parsed.GetValue(_json) ? [Json(keys, config)] : named.Length > 0 ? keys[0].TextOf(config) : Table(keys, config))
        {
            _terminal.WriteResult(line);
        }

        return ExitCodes.Success;
    }

    private static string Json(IEnumerable<ConfigKey> keys, MachineConfig config) =>
        new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, key.Read(config)))).ToJsonString();

    private static IEnumerable<string> Table(IEnumerable<ConfigKey> keys, MachineConfig config) =>
        TextTable.Format(["KEY", "VALUE"], keys.SelectMany(key => Rows(key, config)));

    private static IEnumerable<IReadOnlyList<string>> Rows(ConfigKey key, MachineConfig config) => key.TextOf(config) switch
    {
        [] => [[key.Name, "-"]],
        [var text] when text.Contains('\n', StringComparison.Ordinal) => [[key.Name, $"(a text; 'pockr config get {key.Name}')"]],
        var lines => lines.Select(line => (IReadOnlyList<string>)[key.Name, line]),
    };
}
