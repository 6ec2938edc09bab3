using System.Globalization;
using System.Text;
using Pockr.Bench.Results;

namespace Pockr.Bench.Reports;

/// <summary>The document of all suites: its section of results, a plot beside it for each figure, and the results themselves.</summary>
/// <param name="path">The document.</param>
/// <param name="plots">Directory of the plots.</param>
internal sealed class PerformanceDocument(string path, string plots)
{
    /// <summary>One with nothing else in it.</summary>
    public static PerformanceDocument New(string path, string plots)
    {
        File.WriteAllText(path, $"# Results\n\n{GeneratedSection.Begin}\n{GeneratedSection.End}\n");
        return new PerformanceDocument(path, plots);
    }

    /// <summary>Writes what the results say; what else is in the document stays.</summary>
    public void Write(IReadOnlyList<SuiteResult> results)
    {
        var document = GeneratedSection.Replace(File.ReadAllText(path), SectionOf(results)) ?? throw Failures.NoSection(path);
        Directory.CreateDirectory(plots);
        foreach (var figure in results.SelectMany(result => result.Figures))
        {
            File.WriteAllText(Path.Combine(plots, $"{figure.Id}.svg"), FigurePlot.Of(figure));
        }

        File.WriteAllText(path, document);
    }

    private static string HeadOf(SuiteResult result)
    {
        var host = result.Host;
        var lines = new StringBuilder($"### {char.ToUpperInvariant(result.Suite[0])}{result.Suite[1..]}\n\n");
        lines.Append(CultureInfo.InvariantCulture, $"{result.MeasuredAt:yyyy-MM-dd}, rounds: {result.Rounds}. {host.Processors} processors ({host.Processor}), ");
        lines.Append(CultureInfo.InvariantCulture, $"{host.MemoryMiB / 1024.0:0.0} GiB of memory, {host.OperatingSystem} (Linux {host.Kernel}), ");
        lines.Append($"QEMU {host.Qemu} with `{host.Accelerator}`, image `{host.Image}`, pockr {host.Pockr}, docker {host.Docker}.\n\n");
        return lines.ToString();
    }

    private string SectionOf(IEnumerable<SuiteResult> results) => string.Join("\n", results.Select(PartOf));

    private string PartOf(SuiteResult result)
    {
        var part = new StringBuilder(HeadOf(result));
        foreach (var figure in result.Figures)
        {
            var plot = Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(plots, $"{figure.Id}.svg"));
            part.Append($"**{figure.Title}**\n\n![{figure.Title}]({plot})\n\n{FigureTable.Of(figure)}\n");
        }

        foreach (var note in result.Notes)
        {
            part.Append($"- {note}\n");
        }

        return part.ToString();
    }
}
