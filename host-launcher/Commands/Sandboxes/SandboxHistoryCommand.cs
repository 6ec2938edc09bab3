using System.CommandLine;
using System.Globalization;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox history [SANDBOX]</c></summary>
internal sealed class SandboxHistoryCommand : Command
{
    private const int UsualLast = 10;

    private static readonly string[] s_types = [RunRecord.Run, RunRecord.Detached, RunRecord.Shell];

    private readonly Argument<string?> _name = new("SANDBOX") { Description = "Only what was run in this one.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int?> _last = CommonOptions.Integer("--last", "N", $"How many of the newest (default: {UsualLast}).", "-n");
    private readonly Option<string> _type = CommonOptions.Text("--type", "TYPE", $"Only those of a type: {string.Join(", ", s_types)}.");
    private readonly ListOptions _list = new();
    private readonly SandboxPlace _sandboxes;

    public SandboxHistoryCommand(SandboxPlace sandboxes)
        : base("history", "List what was run in the sandboxes of the project here, the newest first; no machine is needed for it.")
    {
        _sandboxes = sandboxes;
        Add(_name);
        Add(_last);
        Add(_type);
        _list.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var format = _list.In(parsed);
        var (last, type) = (LastIn(parsed), TypeIn(parsed));
        var project = Project.Get(_sandboxes.Directory);
        var names = parsed.GetValue(_name) is { } name ? [name] : project.RecordedSandboxes;
        IReadOnlyList<RunRecord> records =
        [
            .. names.SelectMany(sandbox => project.HistoryOf(sandbox).Read(type).Take(last)).OrderByDescending(record => record.Id, StringComparer.Ordinal).Take(last),
        ];
        _sandboxes.Place.Terminal.WriteList(
            format,
            records,
            LauncherJson.Default.IReadOnlyListRunRecord,
            ["RUN", "SANDBOX", "TYPE", "EXIT", "DURATION", "COMMAND"],
            records.Select(RowOf));
        return ExitCodes.Success;
    }

    private int LastIn(ParseResult parsed) => parsed.GetValue(_last) is < 1 and var last
        ? throw Failures.Usage($"{_last.Name} is {last}; use 1 or more.", $"Such as '{_last.Name} 20'.")
        : parsed.GetValue(_last) ?? UsualLast;

    private string? TypeIn(ParseResult parsed) => parsed.GetValue(_type) is { } type && !s_types.Contains(type)
        ? throw Failures.Usage($"'{_type.Name} {type}' is not known.", $"Use one of {string.Join(", ", s_types)}.")
        : parsed.GetValue(_type);

    private static IReadOnlyList<string> RowOf(RunRecord record) =>
    [
        record.Id,
        record.Sandbox,
        record.Type,
        record.TimedOut ? "time over" : record.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "-",
        record.DurationMilliseconds is { } duration ? string.Create(CultureInfo.InvariantCulture, $"{duration / 1000.0:0.00}s") : "-",
        PrintableText.Of(LineOf(record.Command)),
    ];

    private static string LineOf(IReadOnlyList<string> command) =>
        command.Count > 0 ? new ProcessCommand(command[0], [.. command.Skip(1)]).ToString() : "";
}
