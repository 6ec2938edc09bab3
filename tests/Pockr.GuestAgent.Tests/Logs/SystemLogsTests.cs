using System.Net;
using System.Text.Json.Nodes;
using Pockr.GuestAgent.Logs;

namespace Pockr.GuestAgent.Tests.Logs;

public sealed class SystemLogsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-logs-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_directory, "dockerd.log");

    [Theory(Timeout = 60_000)]
    [InlineData("", "one\ntwo\nthree\n")]
    [InlineData("?tail=0", "")]
    [InlineData("?tail=2", "two\nthree\n")]
    [InlineData("?tail=3", "one\ntwo\nthree\n")]
    [InlineData("?tail=99", "one\ntwo\nthree\n")]
    public async Task TheLastLines_AreThoseAskedFor(string query, string text)
    {
        await File.WriteAllTextAsync(Log, "one\ntwo\nthree\n", Cancellation);
        await using var agent = await AgentUnderTest.StartAsync(settings: $"--LogDirectory={_directory}");

        var lines = await agent.Client.GetStringAsync($"/v1/system/logs/dockerd{query}", Cancellation);

        Assert.Equal(text, string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Text)));
    }

    [Fact(Timeout = 60_000)]
    public async Task TheLastLines_OfALargeLog_AreFoundAcrossPieces()
    {
        var all = Enumerable.Range(0, 9000).Select(number => $"line {number}\n").ToList();
        await File.WriteAllTextAsync(Log, string.Concat(all), Cancellation);
        await using var agent = await AgentUnderTest.StartAsync(settings: $"--LogDirectory={_directory}");

        var lines = await agent.Client.GetStringAsync("/v1/system/logs/dockerd?tail=5000", Cancellation);

        Assert.Equal(string.Concat(all[4000..]), string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Text)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_GoesOnInTheNewFile_AfterTheOldOneIsMovedAway()
    {
        await File.WriteAllTextAsync(Log, "old\n", Cancellation);
        await using var agent = await AgentUnderTest.StartAsync(settings: $"--LogDirectory={_directory}");
        using var answer = await agent.Client.GetAsync("/v1/system/logs/dockerd?follow=true", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("old\n", Text((await lines.ReadLineAsync(Cancellation))!));

        await File.AppendAllTextAsync(Log, "more\n", Cancellation);
        Assert.Equal("more\n", Text((await lines.ReadLineAsync(Cancellation))!));

        await File.AppendAllTextAsync(Log, "last\n", Cancellation);
        File.Move(Log, $"{Log}.old");
        await File.WriteAllTextAsync(Log, "new, and longer than the old one was\n", Cancellation);
        Assert.Equal("last\n", Text((await lines.ReadLineAsync(Cancellation))!));
        Assert.Equal("new, and longer than the old one was\n", Text((await lines.ReadLineAsync(Cancellation))!));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("containerd")]
    [InlineData("shadow")]
    [InlineData("..%2Fdockerd")]
    public async Task ALog_ThatIsNotThere_Is404(string service)
    {
        await using var agent = await AgentUnderTest.StartAsync(settings: $"--LogDirectory={_directory}");

        var (status, problem) = await agent.GetJsonAsync($"/v1/system/logs/{service}");

        Assert.Equal((HttpStatusCode.NotFound, "log_not_found"), (status, (string?)problem["code"]));
    }

    [Theory]
    [InlineData("6,339,5140900,-;NET: Registered protocol family 10\n SUBSYSTEM=net\n", "[    5.140900] NET: Registered protocol family 10\n")]
    [InlineData("4,1,123456000007,c;a;b\n", "[123456.000007] a;b\n")]
    [InlineData("not a record", "not a record\n")]
    public void AKernelRecord_IsShownAsDmesgDoes(string record, string line) => Assert.Equal(line, KernelRecord.Parse(record).ToLine());

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Text(string line) => (string)JsonNode.Parse(line)!["text"]!;
}
