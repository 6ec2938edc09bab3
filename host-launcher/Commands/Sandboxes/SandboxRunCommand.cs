using System.CommandLine;
using System.Text;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox run SANDBOX [COMMAND...]</c></summary>
internal sealed class SandboxRunCommand : MachineCommand, IPassesExitCode, ITakesCommand
{
    public const int LongestCode = 128 * 1024 - 1; // it becomes an argument of a command, for which Linux has this bound

    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "Command and its arguments; with --lang, code.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string> _language = CommonOptions.Text(
        "--lang", "NAME", $"COMMAND is code, or comes through a pipe: {string.Join(", ", Language.All.Select(language => language.Name))}.");

    private readonly Option<int?> _timeout = TimeLimit.Option("Seconds it has (default: the sandbox's); it ends with 124 when they are over.");
    private readonly Option<string> _maxOutput = CommonOptions.Text("--max-output", "SIZE", "How much of its output is wanted (default: 10m).");
    private readonly Option<bool> _detach = CommonOptions.Flag("--detach", "Leave it running, and print its id.", "-d");
    private readonly Option<string[]> _env = CommonOptions.Several("--env", "NAME[=VALUE]", "Set a variable; NAME alone takes this host's value.", "-e");
    private readonly Option<string> _workDir = CommonOptions.Text("--workdir", "DIR", "Directory it starts in.", "-w");
    private readonly Option<string> _user = CommonOptions.Text("--user", "USER", "User it runs as.", "-u");
    private readonly SandboxPlace _sandboxes;
    private readonly Func<string, string?> _hostVariable;

    public SandboxRunCommand(SandboxPlace sandboxes, Func<string, string?> hostVariable)
        : base(sandboxes.Place, "run", "Run a command, or code, in a sandbox and end with its exit code: 'pockr sandbox run --lang python box \"print(6 * 7)\"'.")
    {
        (_sandboxes, _hostVariable) = (sandboxes, hostVariable);
        Add(_name);
        Add(_command);
        foreach (var option in (Option[])[_language, _timeout, _maxOutput, _detach, _env, _workDir, _user])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var run = await RunInAsync(parsed, cancellationToken);
        var name = parsed.GetRequiredValue(_name);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var sandbox = await machine.Client.Sandboxes.GetAsync(name, cancellationToken);
        return parsed.GetValue(_detach)
            ? await StartAsync(sandbox, run, cancellationToken)
            : await new SandboxRunner(Terminal).RunAsync(sandbox, run, _sandboxes.HistoryOf(sandbox.Name), cancellationToken);
    }

    private async Task<int> StartAsync(Sandbox sandbox, SandboxRun run, CancellationToken cancellationToken)
    {
        var started = await sandbox.StartAsync(run, cancellationToken);
        _sandboxes.HistoryOf(sandbox.Name)?.Begin(RunRecord.Detached, run.Cmd)?.Dispose();
        Terminal.WriteResult(started.Id);
        return ExitCodes.Success;
    }

    private async Task<SandboxRun> RunInAsync(ParseResult parsed, CancellationToken cancellationToken) => new(
        await CommandInAsync(parsed, cancellationToken),
        TimeLimit.In(parsed, _timeout),
        EnvironmentVariables.Resolve(parsed.GetValue(_env) ?? [], _hostVariable) is { Count: > 0 } variables ? variables : null,
        parsed.GetValue(_workDir),
        parsed.GetValue(_user),
        MaxOutputBytes: parsed.GetValue(_maxOutput) is { } size ? SizeText.Parse(_maxOutput.Name, size) : SandboxRun.UsualMaxOutputBytes);

    private async Task<IReadOnlyList<string>> CommandInAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var words = parsed.GetValue(_command) ?? [];
        if (parsed.GetValue(_language) is not { } name)
        {
            return words.Length > 0 ? words : throw Failures.Usage("There is nothing to run.", $"Write 'pockr sandbox run {parsed.GetValue(_name)} COMMAND...', or code with --lang.");
        }

        var language = Language.Find(name)
            ?? throw Failures.Usage($"'--lang {name}' is not known.", $"Use one of {string.Join(", ", Language.All.Select(known => known.Name))}.");
        return words switch
        {
            [{ } code] => language.CommandFor(code),
            [] => language.CommandFor(await PipedCodeAsync(name, cancellationToken)),
            _ => throw Failures.Usage($"With --lang, there is one word of code, not {words.Length}.", "Put the code into quotes."),
        };
    }

    private async Task<string> PipedCodeAsync(string language, CancellationToken cancellationToken)
    {
        var input = Place.Input();
        if (input.IsTerminal)
        {
            throw CommandFailures.CodeMissing(language);
        }

        using var reader = new StreamReader(input.Stream);
        var code = await reader.ReadToEndAsync(cancellationToken);
        var bytes = Encoding.UTF8.GetByteCount(code);
        return bytes == 0 ? throw CommandFailures.CodeMissing(language)
            : bytes > LongestCode ? throw CommandFailures.CodeTooLong(bytes, LongestCode)
            : code;
    }
}
