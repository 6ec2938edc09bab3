using System.Globalization;
using System.Net;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Tests.Original;

public sealed class VmExecTests
{
    [Fact(Timeout = 60_000)]
    public async Task VmExec_AnswersBothStreamsAndTheExitCode()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, body) = await agent.PostJsonAsync("/vm/exec", """{"cmd":"echo \"a 'b'\"; echo oh >&2; exit 3"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"stdout":"a 'b'\n","stderr":"oh\n","exitCode":3}""", body.ToJsonString(AgentJson.Options));
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_ReadsNothing()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (_, body) = await agent.PostJsonAsync("/vm/exec", """{"cmd":"cat; echo done"}""");

        Assert.Equal("done\n", (string?)body["stdout"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_WithAChildInTheBackground_AnswersWhenTheShellEnds()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (_, body) = await agent.PostJsonAsync("/vm/exec", """{"cmd":"sleep 600 & echo $!"}""");

        var child = int.Parse((string)body["stdout"]!, CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{child}"));
        ProcessTree.End(child);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_ThatTakesTooLong_IsEndedWithAllItStarted()
    {
        await using var agent = await AgentUnderTest.StartAsync(settings: "--CommandTimeoutSeconds=1");
        var pids = Path.GetTempFileName();

        // An ordinary child, one whose parent has ended, and one that left the session.
        var (status, problem) = await agent.PostJsonAsync("/vm/exec", $$"""
            {"cmd":"echo $$ >>{{pids}}; sleep 600 & echo $! >>{{pids}}; (sleep 600 & echo $! >>{{pids}}); setsid sh -c 'echo $$ >>{{pids}}; sleep 600' & wait"}
            """);

        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.Equal(("Command timed out", "timed_out"), ((string?)problem["detail"], (string?)problem["code"]));
        var started = await File.ReadAllLinesAsync(pids, TestContext.Current.CancellationToken);
        File.Delete(pids);
        Assert.Equal(4, started.Length);
        foreach (var pid in started)
        {
            await WhenEndedAsync(pid);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_WhoseCallerGoesAway_IsEnded()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var pids = Path.GetTempFileName();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var body = new StringContent($$"""{"cmd":"echo $$ >{{pids}}; sleep 600"}""");

        var call = agent.Client.PostAsync("/vm/exec", body, leaving.Token);
        while (!(await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).EndsWith('\n'))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await WhenEndedAsync((await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Trim());
        File.Delete(pids);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_WithTooMuchOutput_CutsItAndSaysSo()
    {
        await using var agent = await AgentUnderTest.StartAsync(settings: "--OutputLimitBytes=1000");

        var (_, body) = await agent.PostJsonAsync("/vm/exec", """{"cmd":"head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2"}""");

        Assert.Equal(new string('x', 1000) + "\n[cut after 1000 bytes]\n", (string?)body["stdout"]);
        Assert.Equal("end\n", (string?)body["stderr"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task VmExec_WithBytesThatAreNotText_ReplacesThem()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (_, body) = await agent.PostJsonAsync("/vm/exec", """{"cmd":"printf 'a\\377b'"}""");

        Assert.Equal("a\ufffdb", (string?)body["stdout"]);
    }

    // Killed processes are reaped by whoever is their parent now; only those that still run would keep this waiting for ever.
    private static async Task WhenEndedAsync(string pid)
    {
        while (File.Exists($"/proc/{pid}/stat") && !await IsZombieAsync(pid))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsZombieAsync(string pid)
    {
        try
        {
            var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", TestContext.Current.CancellationToken);
            return stat.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
