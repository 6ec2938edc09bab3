using System.Text;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class VolumeAndNetworkCommandTests
{
    private const string Data = """{"name":"data","driver":"local","mountpoint":"/m","scope":"local","labels":{},"options":{}}""";
    private const string Cache = """{"name":"cache","driver":"local","mountpoint":"/m","scope":"local","labels":{},"options":{}}""";
    private const string Bridge = """{"id":"0123456789abcdef","name":"bridge","driver":"bridge","scope":"local","internal":false,"createdAt":"2026-01-01T00:00:00+00:00","labels":{}}""";

    [Theory]
    [InlineData("DRIVER  VOLUME NAME\nlocal   cache\nlocal   data\n", "volume", "ls")]
    [InlineData("cache\ndata\n", "volume", "ls", "-q")]
    [InlineData("NETWORK ID    NAME    DRIVER  SCOPE\n0123456789ab  bridge  bridge  local\n", "network", "ls")]
    [InlineData("0123456789abcdef\n", "network", "ls", "-q", "--no-trunc")]
    [InlineData($"[{Data},{Cache}]\n", "volume", "inspect", "data", "cache")]
    [InlineData($"[{Bridge}]\n", "network", "ls", "--json")]
    public async Task Lists_AreTablesOrJson(string expected, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/volumes", $"[{Data},{Cache}]").On("GET /v1/networks", $"[{Bridge}]")
            .On("GET /v1/volumes/data", Data).On("GET /v1/volumes/cache", Cache);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(arguments));

        Assert.Equal((expected, ""), (launcher.Out, launcher.Error));
    }

    [Theory]
    [InlineData("""POST /v1/volumes {"name":"data","driver":"local","options":{"type":"tmpfs","o":"size=1m"},"labels":{"a":"b=c","d":""}}""", "data\n",
        "volume", "create", "data", "-d", "local", "-o", "type=tmpfs", "-o", "o=size=1m", "--label", "a=b=c", "--label", "d")]
    [InlineData("POST /v1/volumes {}", "data\n", "volume", "create")]
    [InlineData("""POST /v1/networks {"name":"net","driver":"bridge","internal":true,"labels":{"a":"b"},"subnet":"172.30.0.0/24","gateway":"172.30.0.1"}""", "n1\n",
        "network", "create", "net", "--internal", "--label", "a=b", "--subnet", "172.30.0.0/24", "--gateway", "172.30.0.1")]
    [InlineData("""POST /v1/networks/net/connect {"container":"web","aliases":["db"],"ipv4Address":"172.30.0.9"}""", "",
        "network", "connect", "net", "web", "--ip", "172.30.0.9", "--alias", "db")]
    [InlineData("""POST /v1/networks/net/disconnect {"container":"web","force":true}""", "", "network", "disconnect", "-f", "net", "web")]
    [InlineData("DELETE /v1/volumes/data", "data\n", "volume", "rm", "data")]
    [InlineData("DELETE /v1/networks/net", "net\n", "network", "remove", "net")]
    [InlineData("POST /v1/volumes/prune?all=true&label=a%3Db", "cache\n", "volume", "prune", "-af", "--filter", "label=a=b")]
    [InlineData("POST /v1/networks/prune", "net\n", "network", "prune", "--force")]
    public async Task ACommand_IsOneRequest(string request, string output, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/volumes", Data, 201).On("POST /v1/networks", """{"id":"n1"}""", 201)
            .OnNothing("POST /v1/networks/net/connect").OnNothing("POST /v1/networks/net/disconnect")
            .OnNothing("DELETE /v1/volumes/data").OnNothing("DELETE /v1/networks/net")
            .On("POST /v1/volumes/prune", """{"removed":["cache"],"reclaimedBytes":1}""").On("POST /v1/networks/prune", """{"removed":["net"]}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(arguments));

        Assert.Equal([request], launcher.Agent.Requests);
        Assert.Equal(output, launcher.Out);
    }

    [Theory]
    [InlineData("=b' has no name", "volume", "create", "--label", "=b")]
    [InlineData("'x=1' is no filter", "volume", "prune", "-f", "--filter", "x=1")]
    [InlineData("nobody is there to be asked", "system", "prune")]
    [InlineData("nobody is there to be asked", "network", "prune")]
    [InlineData("Required argument missing", "volume", "rm")]
    [InlineData("Required", "volume")]
    public async Task ALineThatCannotBeUsed_IsRefused(string message, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(arguments));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_IsFineWithForce()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("DELETE /v1/volumes/nope", 404, "volume_not_found").OnNothing("DELETE /v1/volumes/data");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("volume", "rm", "nope", "data"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("volume", "rm", "-f", "nope", "data"));

        Assert.Equal("data\ndata\n", launcher.Out);
    }

    [Fact]
    public async Task Inspect_PrintsWhatItFoundAndSaysWhatItDidNot()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("GET /v1/volumes/nope", 404, "volume_not_found", "No volume 'nope'.").On("GET /v1/volumes/data", Data);

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("volume", "inspect", "nope", "data"));

        Assert.Equal($"[{Data}]\n", launcher.Out);
        Assert.Contains("No volume 'nope'.", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiskUsage_IsATableOrJson()
    {
        const string Part = """{"count":2,"inUse":1,"sizeBytes":2000,"reclaimableBytes":500}""";
        const string None = """{"count":0,"inUse":0,"sizeBytes":0,"reclaimableBytes":0}""";
        const string Usage = $$"""{"totalBytes":8000000000,"freeBytes":5000000000,"images":{{Part}},"containers":{{None}},"volumes":{{None}},"buildCache":{{None}}}""";
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/system/disk-usage", Usage);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("system", "df"));
        Assert.Equal(
            """
            TYPE           TOTAL  ACTIVE  SIZE  RECLAIMABLE
            Images         2      1       2kB   500B (25%)
            Containers     0      0       0B    0B
            Local Volumes  0      0       0B    0B
            Build Cache    0      0       0B    0B

            """, launcher.Out);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("system", "df", "--json"));
        Assert.EndsWith($"{Usage}\n", launcher.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", ExitCodes.Success, 2)]
    [InlineData("\n", ExitCodes.Failure, 0)]
    public async Task SystemPrune_SaysWhatGoesAndAsks(string answer, int expected, int requests)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.IsInputTerminal = true;
        launcher.Input = new MemoryStream(Encoding.ASCII.GetBytes(answer));
        launcher.Agent.On("POST /v1/system/prune", """{"containers":["c"],"networks":["n"],"images":[],"volumes":["v"],"reclaimedBytes":1000}""")
            .On("POST /v1/images/prune", """{"untagged":["a:1"],"deleted":["sha256:1"],"reclaimedBytes":500}""");

        Assert.Equal(expected, await launcher.RunAsync("system", "prune", "-a", "--volumes"));

        Assert.Contains("all images without a container", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(requests, launcher.Agent.Requests.Count);
        if (requests > 0)
        {
            Assert.Equal("""POST /v1/system/prune {"containers":true,"networks":true,"images":false,"volumes":true}""", launcher.Agent.Requests.First());
            Assert.Equal("container c\nnetwork n\nvolume v\nimage a:1\nimage sha256:1\n", launcher.Out);
            Assert.EndsWith("Reclaimed: 1.5kB\n", launcher.Error, StringComparison.Ordinal);
        }
    }
}
