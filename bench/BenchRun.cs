using Pockr.Bench.Machines;
using Pockr.Bench.Reports;
using Pockr.Bench.Results;
using Pockr.Bench.Suites;
using Pockr.Client;

namespace Pockr.Bench;

/// <summary>Runs suites one after the other. Each result is written as soon as it is there, so a run that is ended loses no more than one.</summary>
internal sealed class BenchRun(BenchOptions options)
{
    /// <returns>The exit code: 1 if a suite failed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PockrBuild.ManifestIn(options.Image)))
        {
            throw Failures.ImageMissing(options.Image);
        }

        var exitCode = 0;
        await using var bench = await Workbench.OpenAsync(options, cancellationToken);
        foreach (var suite in Wanted())
        {
            try
            {
                Write(await MeasureAsync(suite, bench, cancellationToken));
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Tell(suite, failure);
                exitCode = 1;
            }
        }

        return exitCode;
    }

    private IEnumerable<ISuite> Wanted()
    {
        var names = options.Suites;
        if (options.Before is null && names.Contains(ChangeSuite.Title))
        {
            Workbench.Say($"The suite '{ChangeSuite.Title}' is left out: it needs an older version, which '--before DIR' names.");
            names = [.. names.Except([ChangeSuite.Title])];
        }

        return AllSuites.InOrder.Where(suite => names.Contains(suite.Name));
    }

    private static async Task<SuiteResult> MeasureAsync(ISuite suite, Workbench bench, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        await suite.MeasureAsync(bench, findings, cancellationToken);
        var host = await bench.DescribeAsync(cancellationToken);
        return new SuiteResult(suite.Name, DateTimeOffset.UtcNow, bench.Options.Rounds, host, findings.Figures, findings.Notes);
    }

    private static void Tell(ISuite suite, Exception failure)
    {
        Console.Error.WriteLine($"error: The suite '{suite.Name}' failed: {failure.Message}");
        Console.Error.WriteLine($"  try: {RemedyOf(failure) ?? $"Run it again: './build.sh bench --only {suite.Name}'."}");
    }

    private static string? RemedyOf(Exception failure) => failure switch
    {
        BenchException ours => ours.Remedy,
        PockrException refusal => refusal.Remedy,
        _ => null,
    };

    private void Write(SuiteResult result)
    {
        WriteTo(result, options.Output, PerformanceDocument.New(Path.Combine(options.Output, "results.md"), options.Output));
        if (options.WritesDocument)
        {
            var documents = Path.Combine(options.Root, "docs");
            var beside = Path.Combine(documents, "performance");
            WriteTo(result, beside, new PerformanceDocument(Path.Combine(documents, "performance.md"), beside));
        }

        foreach (var figure in result.Figures)
        {
            Console.WriteLine($"\n{figure.Title}\n\n{FigureTable.Of(figure)}");
        }

        foreach (var note in result.Notes)
        {
            Console.WriteLine(note);
        }
    }

    private static void WriteTo(SuiteResult result, string directory, PerformanceDocument document)
    {
        var files = new ResultFiles(directory);
        files.Write(result);
        document.Write([.. AllSuites.Names.Select(files.Read).OfType<SuiteResult>()]);
    }
}
