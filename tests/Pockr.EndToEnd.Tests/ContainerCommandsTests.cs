using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Docker's commands about containers, typed as one types them.</summary>
[Collection(nameof(SharedVm))]
public sealed class ContainerCommandsTests(RunningVm vm) : IAsyncLifetime
{
    private readonly string _name = $"cc-{Guid.NewGuid():n}"[..11];

    private PockrCli Cli => vm.Cli;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var container in (await Cli.JsonAsync("ps", "-a", "--filter", $"name={_name}")).AsArray())
        {
            await Cli.RunAsync("rm", "-f", (string)container!["name"]!);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainersLife_FromCreateToRemove()
    {
        await Cli.MustAsync("create", "--name", _name, "--label", "of=life", "--stop-timeout", "0", "busybox", "sh", "-c", "echo started; exec sleep 600");
        Assert.Equal("created", await FormatAsync("{{.State.Status}}"));

        Assert.Equal($"{_name}\n", await Cli.MustAsync("start", _name));
        await Cli.MustAsync("pause", _name);
        Assert.Equal("paused", await FormatAsync("{{.State.Status}}"));
        await Cli.MustAsync("unpause", _name);
        var before = await FormatAsync("{{.State.StartedAt}}");
        await Cli.MustAsync("restart", "-t", "0", _name);
        Assert.NotEqual(before, await FormatAsync("{{.State.StartedAt}}"));

        await Cli.MustAsync("update", "--memory", "64m", "--memory-swap", "-1", "--restart", "on-failure:3", _name);
        Assert.Equal("67108864 on-failure 3", await FormatAsync("{{.Limits.MemoryBytes}} {{.RestartPolicy.Name}} {{.RestartPolicy.MaximumRetryCount}}"));
        Assert.Contains("sleep 600", await Cli.MustAsync("top", _name), StringComparison.Ordinal);

        await Cli.MustAsync("rename", _name, $"{_name}-new");
        await Cli.MustAsync("kill", "-s", "KILL", $"{_name}-new");
        Assert.Equal("137\n", await Cli.MustAsync("wait", $"{_name}-new"));
        Assert.Equal($"{_name}-new\n", await Cli.MustAsync("rm", $"{_name}-new"));
        Assert.Equal("", await Cli.MustAsync("ps", "-aq", "--filter", $"name={_name}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Flags_ReachTheContainer()
    {
        var output = await Cli.MustAsync(
            "run", "--rm", "--name", _name, "-m", "32m", "--cpus", "50%", "--pids-limit", "20", "--read-only", "--tmpfs", "/scratch:size=1m",
            "--hostname", "here", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--init", "--add-host", "friend:10.1.2.3",
            "--ulimit", "nofile=77", "--entrypoint", "sh", "busybox", "-c",
            "hostname; ulimit -n; grep friend /etc/hosts; touch /x 2>/dev/null || echo read-only; df -k /scratch | tail -n 1; cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max /sys/fs/cgroup/pids.max; grep CapEff /proc/self/status; cat /proc/1/comm");

        foreach (var line in (string[])["here", "77", "10.1.2.3\tfriend", "read-only", "33554432", "50000 100000", "20", "CapEff:\t0000000000000000"])
        {
            Assert.Contains(line, output.Split('\n'));
        }

        Assert.Matches(" 1024 .*/scratch", output);
        Assert.DoesNotContain("\nsh\n", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task AllDevicesOfTheMachine_AreGivenWithoutFurtherRights()
    {
        const string Look = "head -c 1 /dev/vda | wc -c; [ -c /dev/ttyS0 ] && echo serial; grep CapEff /proc/self/status";
        Assert.Equal("1\nserial\nCapEff:\t00000000a80425fb\n", await Cli.MustAsync("run", "--rm", "--hw", "busybox", "sh", "-c", Look));
        Assert.Equal("0\nCapEff:\t00000000a80425fb\n", await Cli.MustAsync("run", "--rm", "busybox", "sh", "-c", Look));
    }

    [Fact(Timeout = 120_000)]
    public async Task OutputThatIsNotKept_IsThereForWhoIsAttached()
    {
        Assert.Equal("out\n", await Cli.MustAsync("run", "--name", _name, "--log-driver", "none", "busybox", "echo", "out"));
        var logs = await Cli.RunAsync("logs", _name);
        Assert.Equal((19, ""), (logs.ExitCode, logs.Output));
        Assert.Contains("it was made with the logDriver 'none'", logs.Error, StringComparison.Ordinal);

        await Cli.MustAsync("rm", _name);
        await Cli.MustAsync("run", "--name", _name, "--log-driver", "local", "--log-opt", "max-size=1m", "busybox", "echo", "out");
        Assert.Equal("out\n", await Cli.MustAsync("logs", _name));
    }

    [Fact(Timeout = 120_000)]
    public async Task APipe_IsTheInputOfRunAndExec_AndTheStreamsStayApart()
    {
        var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n")));

        var run = await PipeAsync(input, "run", "-i", "--rm", "busybox", "sh", "-c", "cat; echo err >&2; exit 3");
        Assert.True(run is { ExitCode: 3, Error: "err\n" } && run.OutputBytes.AsSpan().SequenceEqual(input), run.ToString());

        await IdleAsync();
        var exec = await PipeAsync(input, "exec", "-i", "-e", "A=b c", "-w", "/tmp", "-u", "65534", _name, "sh", "-c", "cat; echo \"$A\" $(pwd) $(id -u) >&2; exit 4");
        Assert.True(exec is { ExitCode: 4, Error: "b c /tmp 65534\n" } && exec.OutputBytes.AsSpan().SequenceEqual(input), exec.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task OnATerminal_RunAndExec_HaveItsSize_ItsKeys_AndPutItBack()
    {
        await IdleAsync();

        using (var exec = OnTerminal($"exec -it -e A=b {_name} sh"))
        {
            await exec.WaitForAsync("# ");
            await exec.TypeAsync("stty size; echo $A-$((1+1))\nexit 5\n");
            var (exitCode, output) = await exec.EndAsync();
            Assert.True(exitCode == 5, output);
            Assert.Contains("30 100", output, StringComparison.Ordinal);
            Assert.Contains("b-2\r\n", output, StringComparison.Ordinal);
            Assert.Contains(" icanon", output, StringComparison.Ordinal);
        }

        using var run = OnTerminal("run -it --rm busybox sh");
        await run.WaitForAsync("# ");
        await run.TypeAsync("until [ \"$(stty size)\" = '30 100' ]; do :; done; echo done-$((1+1)); exit 6\n");
        await run.WaitForAsync("done-2");
        Assert.Equal(6, (await run.EndAsync()).ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task CtrlC_IsAKeyForTheCommand()
    {
        using var run = OnTerminal("run -it --rm busybox sh -c 'trap \"echo caught-$((1+1)); exit 7\" INT; echo ready-$((1+1)); while :; do sleep 0.1; done'");
        await run.WaitForAsync("ready-2");

        await run.TypeAsync("\u0003");

        await run.WaitForAsync("caught-2");
        Assert.Equal(7, (await run.EndAsync()).ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task DetachKeys_LeaveTheContainer_AndAttachComesBack()
    {
        using (var run = OnTerminal($"run -it --name {_name} busybox sh"))
        {
            await run.WaitForAsync("# ");
            await run.TypeAsync("left=behind\n\u0010\u0011");
            Assert.Equal(0, (await run.EndAsync()).ExitCode);
        }

        Assert.Equal("true", await FormatAsync("{{.State.Running}}"));

        using (var attach = OnTerminal($"attach {_name}"))
        {
            await attach.TypeAsync("echo still-$left\nexit 9\n");
            await attach.WaitForAsync("still-behind");
            Assert.Equal(9, (await attach.EndAsync()).ExitCode);
        }

        using var again = OnTerminal($"start -ai {_name}");
        await again.WaitForAsync("# ");
        await again.TypeAsync("exit 8\n");
        Assert.Equal(8, (await again.EndAsync()).ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task StopAll_StopsTenAtOnce_AndRemoveAllOfThem()
    {
        var names = Enumerable.Range(0, 10).Select(number => $"{_name}-{number}").ToList();
        await Task.WhenAll(names.Select(name => Cli.MustAsync("run", "-d", "--name", name, "--network", "none", "busybox", "sleep", "600")));

        var stopped = await Cli.MustAsync("stop", "--all", "--time", "1");

        Assert.Subset(stopped.Split('\n').ToHashSet(), names.ToHashSet());
        Assert.Equal("", await Cli.MustAsync("ps", "-q", "--filter", $"name={_name}"));
        await Cli.MustAsync(["rm", .. names]);
        Assert.Equal("", await Cli.MustAsync("ps", "-aq", "--filter", $"name={_name}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task MemoryThatRanOut_AndHealth_AreTold()
    {
        await Cli.RunAsync("run", "--name", _name, "-m", "16m", "--memory-swap", "16m", "--network", "none", "busybox", "sh", "-c", "x=$(head -c 100000000 /dev/zero | tr '\\0' x)");
        Assert.Equal("true", await FormatAsync("{{.State.OomKilled}}"));
        Assert.Contains("out of memory", await Cli.MustAsync("ps", "-a", "--filter", $"name={_name}"), StringComparison.Ordinal);

        await Cli.MustAsync("run", "-d", "--name", $"{_name}-h", "--network", "none", "--health-cmd", "true", "--health-interval", "1s", "busybox", "sleep", "600");
        while (!(await Cli.MustAsync("ps", "--filter", $"name={_name}-h")).Contains("(healthy)", StringComparison.Ordinal))
        {
        }

        Assert.Equal("healthy\n", await Cli.MustAsync("inspect", "-f", "{{.State.Health.Status}}", $"{_name}-h"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Stats_Diff_Events_AndLogs_TellWhatWas()
    {
        var since = DateTimeOffset.UtcNow.AddSeconds(-1);
        await Cli.MustAsync("run", "-d", "--name", _name, "--network", "none", "busybox", "sh", "-c", "echo one; touch /made; exec sleep 600");
        await Cli.MustAsync("exec", _name, "sh", "-c", "until [ -e /made ]; do :; done");

        Assert.Contains("A /made\n", await Cli.MustAsync("diff", _name), StringComparison.Ordinal);
        var stats = (await Cli.JsonAsync("stats", "--no-stream", _name)).AsArray().Single()!;
        Assert.True((long)stats["stats"]!["memoryBytes"]! > 0, stats.ToJsonString());
        Assert.Contains(_name, await Cli.MustAsync("stats", "--no-stream"), StringComparison.Ordinal);

        var events = await Cli.MustAsync("events", "--json", "--since", $"{since:O}", "--until", $"{DateTimeOffset.UtcNow:O}", "--filter", $"container={_name}");
        Assert.Equal(["create", "start"], events.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JsonNode.Parse(line)!["action"]!).Take(2));

        Assert.Matches(@"^\d{4}-\d\d-\d\dT[^ ]+ one\n$", await Cli.MustAsync("logs", "-t", "--since", "10m", "--tail", "5", _name));
        Assert.Equal("", await Cli.MustAsync("logs", "--until", "10m", _name));
    }

    [Fact(Timeout = 120_000)]
    public async Task AnExecThatIsDetached_GoesOn()
    {
        await IdleAsync();

        Assert.Equal("", await Cli.MustAsync("exec", "-d", _name, "sh", "-c", "echo written >/tmp/detached"));

        await Cli.MustAsync("exec", _name, "sh", "-c", "until [ -s /tmp/detached ]; do :; done");
    }

    [Fact(Timeout = 120_000)]
    public async Task ANameThatIsNearlyOne_IsNamed()
    {
        await IdleAsync();

        var result = await Cli.RunAsync("exec", "-i", $"{_name}x", "true");

        Assert.Equal(125, result.ExitCode);
        Assert.Contains($"Did you mean '{_name}'?", result.Error, StringComparison.Ordinal);
    }

    private async Task IdleAsync() => await Cli.MustAsync("run", "-d", "--name", _name, "--network", "none", "--stop-timeout", "0", "busybox", "sleep", "86400");

    private async Task<string> FormatAsync(string template) => (await Cli.MustAsync("inspect", "--format", template, _name)).TrimEnd();

    private Task<CommandResult> PipeAsync(byte[] input, params string[] arguments) =>
        HostCommand.RunAsync(Requirements.Launcher, arguments, Environment, input);

    private HostTerminal OnTerminal(string line) => HostTerminal.Start($"'{Requirements.Launcher}' {line}", Environment);

    private Dictionary<string, string> Environment => new() { ["POCKR_HOME"] = Cli.Home };
}
