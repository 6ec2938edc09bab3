using System.CommandLine;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>--time SECONDS</c> of what stops containers.</summary>
internal static class TimeOption
{
    public static Option<int?> Create() => CommonOptions.Integer(
        "--time", "SECONDS", "How long a command has to end by itself (default: the container's own time, which usually is 10).", "-t", "--timeout");

    public static void Check(ParseResult parsed, Option<int?> option)
    {
        if (parsed.GetValue(option) is < 0 and var seconds)
        {
            throw Failures.Usage($"--time is {seconds}; use 0 or more.", "Leave --time out for the container's own time.");
        }
    }
}
