using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Checks;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Checks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr doctor</c></summary>
internal sealed class DoctorCommand : Command
{
    private readonly Option<bool> _fix = new("--fix") { Description = "Put right what can be without taking anything of yours away." };

    private readonly Option<string> _bundle = new("--bundle")
    {
        Description = "Write logs, settings and all results to a new file, without secrets, for who is to help.",
        HelpName = "FILE.tar.gz",
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Checkup _checkup;
    private readonly IEnumerable<ICheck> _projectChecks;
    private readonly SupportBundle _supportBundle;
    private readonly TerminalOutput _terminal;

    public DoctorCommand(Checkup checkup, IEnumerable<ICheck> projectChecks, SupportBundle supportBundle, TerminalOutput terminal)
        : base("doctor", $"Check this host, its machines and the project here. Ends with {ExitCodes.NotInOrder} if something is wrong.")
    {
        _checkup = checkup;
        _projectChecks = projectChecks;
        _supportBundle = supportBundle;
        _terminal = terminal;
        Aliases.Add("check");
        Add(_fix);
        Add(_bundle);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var fix = parsed.GetValue(_fix);
        var reports = await _checkup.RunAsync(fix, cancellationToken);
        reports.AddRange(await Checkup.AskAllAsync(_projectChecks, fix, cancellationToken));
        if (parsed.GetValue(_json))
        {
            _terminal.WriteResult(JsonSerializer.Serialize(reports, LauncherJson.Default.IReadOnlyListCheckReport));
        }
        else
        {
            Print(reports);
        }

        if (parsed.GetValue(_bundle) is { } path)
        {
            await _supportBundle.WriteAsync(path, reports, cancellationToken);
            _terminal.WriteMessage($"Written: {Path.GetFullPath(path)}. Look into it before you pass it on.");
        }

        return reports.Any(report => report.Status == Finding.Wrong) ? ExitCodes.NotInOrder : ExitCodes.Success;
    }

    private void Print(List<CheckReport> reports)
    {
        foreach (var (report, line) in reports.Zip(TextTable.Format(["STATUS", "CHECK", "FOUND"], reports.Select(RowOf)).Skip(1)))
        {
            _terminal.WriteResult(line);
            PrintMore("fixed:", report.Fixed);
            PrintMore("try:", report.Remedy);
        }

        _terminal.WriteResult($"{Count(Finding.Wrong)} errors, {Count(Finding.Doubtful)} warnings.");

        int Count(string status) => reports.Count(report => report.Status == status);
    }

    private void PrintMore(string label, string? text)
    {
        if (text is not null)
        {
            _terminal.WriteResult($"  {label} {text}");
        }
    }

    private static IReadOnlyList<string> RowOf(CheckReport report) => [report.Status, report.Id, report.Reason.ReplaceLineEndings(" ")];
}
