using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.HostLauncher.Judging;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Commands.Judging;

/// <summary><c>pockr judge PROGRAM CASES</c></summary>
internal sealed class JudgeCommand : MachineCommand
{
    private const int PartForCases = 2; // of the machine's memory: dockerd, the agent and the page cache live in the other

    private readonly Argument<string> _program = new("PROGRAM") { Description = "The program: a file, or a directory whose main file is main, main.sh, main.py ..." };
    private readonly Argument<string> _cases = new("CASES") { Description = "Directory with NAME.in and NAME.out, or with directories that have in.txt and out.txt." };
    private readonly Option<string> _image = CommonOptions.Text("--image", "IMAGE", "Image to run it in (default: that of its language, or busybox). It is not pulled.");
    private readonly Option<string> _cmd = CommonOptions.Text("--cmd", "LINE", "How it is run, in the directory it is in: 'python3 main.py'.");

    private readonly Option<string> _build = CommonOptions.Text("--build", "LINE", "What makes it, once, in the directory it is in: 'gcc -o main main.c'.");

    private readonly Option<string> _language = CommonOptions.Text(
        "--language", "NAME", $"Its language: {string.Join(", ", LanguageProfile.All.Select(profile => profile.Name))} (default: as its file's name ends).");

    private readonly JudgeLimitOptions _limits = new();
    private readonly Option<int?> _jobs = CommonOptions.Integer("--jobs", "N", "How many cases at a time (default: as many as the machine has processors and memory for).", "-j");
    private readonly Option<bool> _exact = CommonOptions.Flag("--exact", "Every byte of the output counts, also blanks and line ends.");
    private readonly Option<string> _junit = CommonOptions.Text("--junit", "FILE", "Write the results as JUnit's XML as well.");
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly IProcessTable _processes;

    public JudgeCommand(CommandPlace place, IProcessTable processes)
        : base(place, "judge", "Run a program nobody trusts on test cases, each in a container without network, and say which it passes.")
    {
        _processes = processes;
        Add(_program);
        Add(_cases);
        foreach (var option in (IEnumerable<Option>)[_image, _cmd, _build, _language, .. _limits.All, _jobs, _exact, _json, _junit])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (limits, asked) = (_limits.In(parsed), JobsIn(parsed));
        var cases = CaseDirectory.Read(parsed.GetRequiredValue(_cases), limits.OutputBytes);
        var program = ProgramIn(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var jobs = JobsFor(asked, limits, await machine.Client.GetInfoAsync(cancellationToken));
        var results = await JudgeAsync(machine, program, cases, limits, jobs, parsed.GetValue(_exact), cancellationToken);
        await ReportAsync(parsed, program, results);
        return results.All(result => result.Verdict == Verdict.AC) ? ExitCodes.Success : ExitCodes.NotAccepted;
    }

    private JudgedProgram ProgramIn(ParseResult parsed)
    {
        var language = parsed.GetValue(_language) is { } name ? LanguageProfile.Parse(name) : null;
        var (path, cases) = (parsed.GetRequiredValue(_program), parsed.GetRequiredValue(_cases));
        var program = JudgedProgram.Find(path, parsed.GetValue(_image), WordsIn(parsed, _cmd), language, WordsIn(parsed, _build));
        var below = Path.GetRelativePath(program.Path, HostEntry.FollowLink(cases));
        return program.IsDirectory && !Path.IsPathRooted(below) && below.Split(Path.DirectorySeparatorChar)[0] != ".."
            ? throw CommandFailures.CasesWithinProgram(cases, path)
            : program;
    }

    private static IReadOnlyList<string>? WordsIn(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is not { } line ? null
        : ShellWords.Split(line) is { Count: > 0 } words ? words
        : throw Failures.Usage($"The line of {option.Name} is empty.", "Say what is to be run, or leave it out.");

    private int? JobsIn(ParseResult parsed) => parsed.GetValue(_jobs) is < 1 and var jobs
        ? throw Failures.Usage($"{_jobs.Name} is {jobs}; use 1 or more.", $"Leave {_jobs.Name} out for what the machine has room for.")
        : parsed.GetValue(_jobs);

    private static int JobsFor(int? asked, JudgeLimits limits, SystemInfo machine)
    {
        var fitting = machine.MemoryBytes / PartForCases / limits.MemoryBytes;
        var jobs = asked ?? (int)Math.Clamp(fitting, 1, machine.CpuCount);
        return jobs <= fitting
            ? jobs
            : throw CommandFailures.MemoryForCases(jobs, BinarySize.Format(limits.MemoryBytes), BinarySize.Format(machine.MemoryBytes));
    }

    private async Task<IReadOnlyList<CaseResult>> JudgeAsync(
        OpenMachine machine,
        JudgedProgram program,
        IReadOnlyList<JudgeCase> cases,
        JudgeLimits limits,
        int jobs,
        bool isExact,
        CancellationToken cancellationToken)
    {
        using var progress = new StageLine(Terminal, quiet: true);
        var judge = new Judge(machine.Client, _processes, Terminal.WriteWarning) { IsExact = isExact };
        return await judge.RunAsync(program, cases, limits, jobs, progress, cancellationToken);
    }

    private async Task ReportAsync(ParseResult parsed, JudgedProgram program, IReadOnlyList<CaseResult> results)
    {
        var report = JudgeReport.Of(program, results);
        if (parsed.GetValue(_json))
        {
            Terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.JudgeReport));
        }
        else
        {
            TextTable.Format(["CASE", "VERDICT", "TIME", "DETAIL"], results.Select(RowOf)).ToList().ForEach(Terminal.WriteResult);
        }

        if (parsed.GetValue(_junit) is { } file)
        {
            await JUnitReport.WriteAsync(file, program.Name, results);
        }

        Terminal.WriteMessage($"{report.Accepted} of {report.Total} cases were accepted.");
    }

    private static IReadOnlyList<string> RowOf(CaseResult result) =>
    [
        PrintableText.Of(result.Name),
        result.Verdict.ToString(),
        result.Facts.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + "s",
        result.Detail ?? "",
    ];
}
