using Pockr.Bench.Reports;
using Pockr.Bench.Results;

namespace Pockr.Bench.Tests;

public sealed class ResultFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-bench-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void WhatWasWritten_IsRead_SampleForSample()
    {
        var files = new ResultFiles(_directory);
        files.Write(Result());

        var read = files.Read("operations")!;

        Assert.Equal(Result().Host, read.Host);
        Assert.Equal(["not measured"], read.Notes);
        Assert.Equal([247, 0.033], Assert.Single(Assert.Single(read.Figures).Measurements).Samples);
        Assert.Null(files.Read("startup"));
    }

    [Fact]
    public void ADamagedFile_IsToldWithWhatToDo()
    {
        File.WriteAllText(Path.Combine(_directory, "growth.json"), "{");

        var failure = Assert.Throws<BenchException>(() => new ResultFiles(_directory).Read("growth"));

        Assert.Contains("growth.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--only growth", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDocument_HasTableHostNoteAndPlot_AndItsOtherText()
    {
        var path = Path.Combine(_directory, "performance.md");
        File.WriteAllText(path, $"Words\n{GeneratedSection.Begin}\n{GeneratedSection.End}\nMore words\n");

        new PerformanceDocument(path, Path.Combine(_directory, "plots")).Write([Result()]);

        var document = File.ReadAllText(path);
        Assert.StartsWith("Words\n", document, StringComparison.Ordinal);
        Assert.EndsWith("\nMore words\n", document, StringComparison.Ordinal);
        string[] wanted = ["### Operations", "Some processor", "![Containers](plots/containers.svg)", "| exec | pockr |", "- not measured"];
        Assert.All(wanted, text => Assert.Contains(text, document, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(_directory, "plots/containers.svg")));
    }

    [Fact]
    public void ADocumentWithoutASection_IsLeftAlone_AndNoPlotIsDrawn()
    {
        var path = Path.Combine(_directory, "performance.md");
        File.WriteAllText(path, "Words\n");

        Assert.Throws<BenchException>(() => new PerformanceDocument(path, Path.Combine(_directory, "plots")).Write([Result()]));

        Assert.Equal("Words\n", File.ReadAllText(path));
        Assert.False(Directory.Exists(Path.Combine(_directory, "plots")));
    }

    private static SuiteResult Result()
    {
        var figure = new Figure("containers", "Containers", "ms", "docker");
        figure.Add("exec", "pockr", 247);
        figure.Add("exec", "pockr", 0.033);
        var host = new HostDescription("Some processor", 2, 4096, "Debian", "6.12", "7.2", "tcg", "debian-x86_64-1", "0.1.0", "28.2");
        return new SuiteResult("operations", DateTimeOffset.UnixEpoch, 8, host, [figure], ["not measured"]);
    }
}
