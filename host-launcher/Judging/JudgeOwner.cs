using System.Globalization;
using System.Text.RegularExpressions;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Judging;

/// <summary>The process that judges. Its containers and its image have its number in their names, so that others can tell when it is gone.</summary>
internal sealed partial record JudgeOwner(int ProcessId, long StartTime)
{
    /// <summary>What the names of all it makes begin with.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"pockr-judge-{ProcessId}-{StartTime}");

    public static JudgeOwner Of(ProcessEntry process) => new(process.Id, process.StartTime);

    /// <returns>Nothing if nobody's who judges.</returns>
    public static JudgeOwner? TryParse(string name) =>
        Form().Match(name) is { Success: true } parts
        && int.TryParse(parts.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(parts.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var startTime)
            ? new JudgeOwner(id, startTime)
            : null;

    [GeneratedRegex("^pockr-judge-([0-9]+)-([0-9]+)(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
