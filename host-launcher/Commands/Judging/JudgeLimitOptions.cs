using System.CommandLine;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Judging;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Judging;

/// <summary>What a program that is judged may use.</summary>
internal sealed class JudgeLimitOptions
{
    private const string UsualTime = "2s";
    private const string UsualMemory = "64m";
    private const string UsualOutput = "1m";
    private const int UsualProcesses = 16;
    private const int UsualPatience = 3;
    private const long LeastMemory = 6 * 1024 * 1024; // dockerd's own bound
    private const long MostOutput = 1024 * 1024 * 1024;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Option<string> _time = CommonOptions.Text("--time", "TIME", $"Processor time for each case, such as 500ms (default: {UsualTime}).", "-t");
    private readonly Option<string> _wall = CommonOptions.Text("--wall", "TIME", $"Time by the clock for each case (default: {UsualPatience} times that of --time).");
    private readonly Option<string> _memory = CommonOptions.Text("--memory", "SIZE", $"Memory, half of which may be files in /tmp (default: {UsualMemory}).", "-m");
    private readonly Option<string> _output = CommonOptions.Text("--output", "SIZE", $"What it may write, on both outputs together (default: {UsualOutput}).");
    private readonly Option<int?> _pids = CommonOptions.Integer("--pids", "N", $"Processes and threads (default: {UsualProcesses}).", "--pids-limit");

    public IEnumerable<Option> All => [_time, _wall, _memory, _output, _pids];

    public JudgeLimits In(ParseResult parsed)
    {
        var time = TimeIn(parsed, _time) ?? Duration.Parse(_time.Name, UsualTime);
        var wall = TimeIn(parsed, _wall) ?? time * UsualPatience;
        if (wall < time)
        {
            throw Failures.Usage($"{_wall.Name} is shorter than {_time.Name}.", $"Give it more time, or leave {_wall.Name} out.");
        }

        return new JudgeLimits(
            time,
            wall,
            CommonOptions.SizeIn(parsed, _memory, UsualMemory, LeastMemory, long.MaxValue),
            CommonOptions.SizeIn(parsed, _output, UsualOutput, 1, MostOutput),
            parsed.GetValue(_pids) switch
            {
                null => UsualProcesses,
                < 1 and var pids => throw Failures.Usage($"{_pids.Name} is {pids}; use 1 or more.", $"Leave {_pids.Name} out for {UsualProcesses}."),
                { } pids => pids,
            });
    }

    private static TimeSpan? TimeIn(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        var time = Duration.Parse(option.Name, text);
        return time > TimeSpan.Zero && time <= s_longest
            ? time
            : throw Failures.Usage($"'{option.Name} {text}' is no time for a case.", "Use more than nothing, and an hour at most.");
    }
}
