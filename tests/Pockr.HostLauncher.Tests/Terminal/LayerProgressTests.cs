using System.Text;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Tests.Terminal;

public sealed class LayerProgressTests
{
    private readonly MemoryStream _screen = new();

    private string Text => Encoding.UTF8.GetString(_screen.ToArray()).Replace("\u001b", "^", StringComparison.Ordinal);

    [Fact]
    public void ATerminal_ShowsABarForEachLayerThatIsUnderWay()
    {
        using (var progress = new LayerProgress(new TerminalOutput(Stream.Null, _screen, interactive: true), new WindowSize(200, 24)))
        {
            progress.Report("a", "Downloading", 0, 10_000);
            progress.Report("b", "Extracting", 5_000, 10_000);
            progress.Report("a", "Pull complete");
        }

        Assert.Equal(
            "^[J"
            + $"a: Downloading [>{new string(' ', 39)}] 0B/10kB\n"
            + $"^[1A^[J"
            + $"a: Downloading [>{new string(' ', 39)}] 0B/10kB\n"
            + $"b: Extracting [{new string('=', 20)}>{new string(' ', 19)}] 5kB/10kB\n"
            + "^[2A^[J"
            + "a: Pull complete\n"
            + "^[J"
            + $"b: Extracting [{new string('=', 20)}>{new string(' ', 19)}] 5kB/10kB\n"
            + "^[1A^[J",
            Text.Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public void ASmallTerminal_IsNeverDrawnBeyond()
    {
        using var progress = new LayerProgress(new TerminalOutput(Stream.Null, _screen, interactive: true), new WindowSize(10, 3));

        foreach (var layer in "abcde")
        {
            progress.Report(layer.ToString(), "Downloading", 1, 2);
        }

        Assert.DoesNotContain("^[3A", Text, StringComparison.Ordinal);
        Assert.All(Text.Split('\n'), line => Assert.True(line.Replace("\r", "", StringComparison.Ordinal).Split("^[J")[^1].Length < 10, line));
    }

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1000, "1kB")]
    [InlineData(4261550, "4.26MB")]
    [InlineData(78_100_000, "78.1MB")]
    [InlineData(187_000_000, "187MB")]
    [InlineData(1_500_000_000_000, "1.5TB")]
    public void Sizes_AreWrittenAsDockerDoes(long bytes, string expected) => Assert.Equal(expected, DecimalSize.Format(bytes));

    [Theory]
    [InlineData(0, "Less than a second ago")]
    [InlineData(1, "1 second ago")]
    [InlineData(90, "1 minute ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(50 * 3600, "2 days ago")]
    [InlineData(21 * 86400, "3 weeks ago")]
    [InlineData(90 * 86400, "3 months ago")]
    [InlineData(800 * 86400, "2 years ago")]
    public void Ages_AreWrittenAsDockerDoes(int seconds, string expected)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);

        Assert.Equal(expected, Age.Format(now.AddSeconds(-seconds), now));
    }
}
