using System.CommandLine;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>How long commands in sandboxes may take.</summary>
internal static class TimeLimit
{
    private const int MostSeconds = 86400; // the agent's own bound

    public static Option<int?> Option(string description) => CommonOptions.Integer("--timeout", "SECONDS", description);

    public static int? In(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) is < 1 or > MostSeconds
        ? throw Failures.Usage($"{option.Name} is {parsed.GetValue(option)}; use 1 to {MostSeconds} seconds.", $"Such as '{option.Name} 60'.")
        : parsed.GetValue(option);
}
