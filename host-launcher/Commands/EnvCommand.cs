using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr env</c>: what Docker's clients need to know, for <c>eval</c>.</summary>
internal sealed class EnvCommand : Command
{
    private readonly Option<bool> _json = CommonOptions.Json();

    private readonly Option<string> _shell = new("--shell")
    {
        Description = $"Whose syntax: {string.Join(", ", ShellSyntax.Names)} (default: that of SHELL).",
        HelpName = "NAME",
    };

    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly Func<string, string?> _variable;
    private readonly TerminalOutput _terminal;

    public EnvCommand(CommonOptions common, MachineDirectory directory, Func<string, string?> variable, TerminalOutput terminal)
        : base("env", "Print the variables that Docker's clients and Testcontainers need: eval \"$(pockr env)\".")
    {
        _common = common;
        _directory = directory;
        _variable = variable;
        _terminal = terminal;
        Add(_name);
        Add(_shell);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var syntax = ShellSyntax.Of(parsed.GetValue(_shell), _variable("SHELL"));
        using var machine = _directory.Open(_common.NameIn(parsed, _name));
        Dictionary<string, string> variables = new()
        {
            ["DOCKER_HOST"] = $"unix://{machine.Files.DockerSocket}",

            // Testcontainers: where published ports are, and dockerd's socket as a container in the machine sees it.
            ["TESTCONTAINERS_HOST_OVERRIDE"] = "127.0.0.1",
            ["TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE"] = "/var/run/docker.sock",
        };
        if (parsed.GetValue(_json))
        {
            _terminal.WriteResult(JsonSerializer.Serialize(variables, LauncherJson.Default.DictionaryStringString));
            return ExitCodes.Success;
        }

        foreach (var (name, value) in variables)
        {
            _terminal.WriteResult(syntax.Export(name, value));
        }

        return ExitCodes.Success;
    }
}
