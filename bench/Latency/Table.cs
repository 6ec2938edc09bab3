using System.Diagnostics;

namespace Pockr.Bench.Latency;

/// <summary>What took how long.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, List<double>> _milliseconds = [];

    public async Task TimeAsync(string name, Func<Task> actAsync)
    {
        var watch = Stopwatch.StartNew();
        await actAsync();
        if (!_milliseconds.TryGetValue(name, out var all))
        {
            _milliseconds[name] = all = [];
        }

        all.Add(watch.Elapsed.TotalMilliseconds);
    }

    public void Write(TextWriter writer, params IEnumerable<(string Ours, string Theirs)> rows)
    {
        writer.WriteLine("| Ours | median ms | docker | median ms | ratio |\n|---|---|---|---|---|");
        foreach (var (ours, theirs) in rows)
        {
            writer.WriteLine($"| {ours} | {Median(ours):0} | {theirs} | {Median(theirs):0} | {Median(ours) / Median(theirs):0.00} |");
        }
    }

    private double Median(string name)
    {
        var sorted = _milliseconds[name].Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
