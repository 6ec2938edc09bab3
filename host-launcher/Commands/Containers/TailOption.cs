using System.CommandLine;
using System.Globalization;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>How many lines of a log are wanted.</summary>
internal static class TailOption
{
    private const string All = "all";
    private const string Remedy = "Leave --tail out for all lines.";

    public static Option<string> Create() => CommonOptions.Text("--tail", "N", "Only the last N lines (default: all).", "-n");

    /// <returns>The number; nothing for all.</returns>
    public static int? In(ParseResult parsed, Option<string> option)
    {
        var text = parsed.GetValue(option);
        if (text is null or All)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lines))
        {
            throw Failures.Usage($"'{text}' is not a whole number: --tail.", Remedy);
        }

        return lines >= 0 ? lines : throw Failures.Usage($"--tail is {text}; use 0 or more.", Remedy);
    }
}
