using Pockr.Bench.Processes;

namespace Pockr.Bench.Suites;

/// <summary>How processes are watched that have nothing to do.</summary>
internal static class IdleWatch
{
    /// <summary>Waits until what was done before has settled, and then looks at all of them once a round.</summary>
    /// <param name="options">Say how long and how often.</param>
    /// <param name="processes">By a name, and their number.</param>
    /// <param name="tell">Told of each process how much of one processor it had, in percent.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public static async Task WatchAsync(
        BenchOptions options, IReadOnlyList<(string Name, int Id)> processes, Action<string, ProcessFigures, double> tell, CancellationToken cancellationToken)
    {
        var window = TimeSpan.FromSeconds(options.IsQuick ? 10 : 60.0 / options.Rounds);
        await Task.Delay(TimeSpan.FromSeconds(options.IsQuick ? 15 : 45), cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
        {
            var before = processes.Select(process => new ProcessFigures(process.Id).ProcessorTime).ToList();
            await Task.Delay(window, cancellationToken);
            foreach (var ((name, id), then) in processes.Zip(before))
            {
                var figures = new ProcessFigures(id);
                tell(name, figures, (figures.ProcessorTime - then) / window * 100);
            }
        }
    }
}
