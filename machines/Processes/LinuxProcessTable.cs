using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Pockr.Machines.Processes;

/// <summary>Reads <c>/proc</c>.</summary>
internal sealed class LinuxProcessTable : IProcessTable
{
    private const int StateField = 3;
    private const int ThreadsField = 20;
    private const int StartTimeField = 22;

    public ProcessEntry? Find(int processId)
    {
        return ReadFile(processId, "stat") is { } stat ? Parse(stat) : null;
    }

    public IReadOnlyList<string> ArgumentsOf(int processId)
    {
        return ReadFile(processId, "cmdline")?.TrimEnd('\0').Split('\0') ?? [];
    }

    public TimeSpan CpuTimeOf(ProcessEntry process) => ProcessTimes.CpuTimeOf(process.Id);

    public void Kill(ProcessEntry process)
    {
        if (Find(process.Id) != process)
        {
            return;
        }

        try
        {
            using var found = Process.GetProcessById(process.Id);
            found.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime, or is not ours to end; the caller waits for its end and sees.
        }
    }

    /// <summary>The process, or nothing if it is dead and only waits to be collected.</summary>
    internal static ProcessEntry? Parse(string stat)
    {
        // The name may have spaces and parentheses of its own: the last one ends it.
        var open = stat.IndexOf('(', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const int First = StateField;
        if (fields.Length <= StartTimeField - First
            || IsDead(fields[0], fields[ThreadsField - First])
            || !int.TryParse(stat.AsSpan(0, open), CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(fields[StartTimeField - First], CultureInfo.InvariantCulture, out var startTime))
        {
            return null;
        }

        return new ProcessEntry(id, startTime, stat[(open + 1)..close]);
    }

    // The first thread may be dead before the others, which have the process's files open until they are, too.
    private static bool IsDead(string state, string threads) => state == "X" || (state == "Z" && threads is ("0" or "1"));

    private static string? ReadFile(int processId, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
