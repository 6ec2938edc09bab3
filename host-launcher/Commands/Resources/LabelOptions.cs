using System.CommandLine;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Commands.Resources;

/// <summary>Options that take names with values, such as labels.</summary>
internal static class LabelOptions
{
    public static Option<string[]> Labels() => new("--label") { Description = "A label; may be given several times.", HelpName = "NAME[=VALUE]" };

    public static Option<string[]> DriverOptions() => new("--opt", "-o") { Description = "An option of the driver; may be given several times.", HelpName = "NAME=VALUE" };

    /// <returns>Nothing if none is given.</returns>
    public static Dictionary<string, string>? Read(ParseResult parsed, Option<string[]> option)
    {
        Dictionary<string, string> values = [];
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var parts = text.Split('=', 2);
            values[parts[0].Length > 0 ? parts[0] : throw Failures.Usage($"'{text}' has no name: {option.Name}.", "Write it as NAME=VALUE.")] = parts.Length > 1 ? parts[1] : "";
        }

        return values.Count > 0 ? values : null;
    }
}
