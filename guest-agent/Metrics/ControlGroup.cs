using System.Globalization;

namespace Pockr.GuestAgent.Metrics;

/// <summary>A container's control group (version 2): a few small files, where asking dockerd takes it a second for each container.</summary>
internal sealed class ControlGroup(string root, string containerId)
{
    private const double MicrosecondsPerSecond = 1e6;

    private readonly string _directory = Path.Combine(root, "docker", containerId);

    public double? CpuSeconds => Figure("cpu.stat", "usage_usec") / MicrosecondsPerSecond;

    /// <summary>Without the page cache that can be given back.</summary>
    public long? MemoryBytes => ReadLines("memory.current") is [var text, ..] && long.TryParse(text, CultureInfo.InvariantCulture, out var bytes)
        ? Math.Max(0, bytes - (Figure("memory.stat", "inactive_file") ?? 0))
        : null;

    private long? Figure(string file, string name)
    {
        var line = Array.Find(ReadLines(file), line => line.StartsWith($"{name} ", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(_directory, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // ended since it was listed
        }
    }
}
