using System.CommandLine;
using Pockr.HostLauncher.Containers.Values;

namespace Pockr.HostLauncher.Commands.Resources;

/// <summary>Options that take names with values, such as labels.</summary>
internal static class LabelOptions
{
    public static Option<string[]> Labels() => new("--label") { Description = "A label; may be given several times.", HelpName = "NAME[=VALUE]" };

    public static Option<string[]> DriverOptions() => new("--opt", "-o") { Description = "An option of the driver; may be given several times.", HelpName = "NAME=VALUE" };

    /// <returns>Nothing if none is given.</returns>
    public static Dictionary<string, string>? Read(ParseResult parsed, Option<string[]> option)
    {
        var values = NamedValues.Parse(option.Name, parsed.GetValue(option) ?? []);
        return values.Count > 0 ? values : null;
    }
}
