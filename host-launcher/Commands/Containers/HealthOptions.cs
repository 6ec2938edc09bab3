using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>How Docker looks whether a new container is well.</summary>
internal sealed class HealthOptions
{
    private const string Shell = "CMD-SHELL";
    private const string None = "NONE";

    private readonly Option<string> _command = CommonOptions.Text("--health-cmd", "COMMAND", "Line for the container's shell that fails when it is not well.");
    private readonly Option<string> _interval = CommonOptions.Text("--health-interval", "TIME", "Time between two checks, such as 30s.");
    private readonly Option<string> _timeout = CommonOptions.Text("--health-timeout", "TIME", "Time a check may take.");
    private readonly Option<string> _startPeriod = CommonOptions.Text("--health-start-period", "TIME", "Time at the beginning in which failures do not count.");
    private readonly Option<int?> _retries = CommonOptions.Integer("--health-retries", "N", "How many failures in a row make it unhealthy.");
    private readonly Option<bool> _no = CommonOptions.Flag("--no-healthcheck", "Leave the image's own check out.");

    public IEnumerable<Option> All => [_command, _interval, _timeout, _startPeriod, _retries, _no];

    public HealthCheck? In(ParseResult parsed)
    {
        var others = new Option[] { _command, _interval, _timeout, _startPeriod, _retries }.Where(option => parsed.GetResult(option) is not null).ToList();
        if (parsed.GetValue(_no))
        {
            return others.Count == 0
                ? new HealthCheck([None])
                : throw Failures.Usage($"{others[0].Name} and {_no.Name} exclude each other.", "Leave one of them out.");
        }

        if (others.Count == 0)
        {
            return null;
        }

        var command = parsed.GetValue(_command) ?? throw Failures.Usage(
            $"{others[0].Name} says how a command is used, and there is none.", $"Name it with '{_command.Name} COMMAND'.");
        return new HealthCheck(
            [Shell, command],
            MillisecondsIn(parsed, _interval),
            MillisecondsIn(parsed, _timeout),
            MillisecondsIn(parsed, _startPeriod),
            parsed.GetValue(_retries) ?? 0);
    }

    private static long MillisecondsIn(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } text ? (long)Duration.Parse(option.Name, text).TotalMilliseconds : 0;
}
