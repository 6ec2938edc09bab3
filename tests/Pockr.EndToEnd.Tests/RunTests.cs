using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class RunTests(RunningVm vm)
{
    [Fact(Timeout = 120_000)]
    public async Task Run_PrintsWhatTheContainerPrinted()
    {
        var result = await vm.Cli.RunAsync("run", "--rm", "busybox", "echo", "hello");

        Assert.True(result is { ExitCode: 0, Output: "hello\n" }, result.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_EndsWithTheContainersExitCode()
    {
        Assert.Equal(42, (await vm.Cli.RunAsync("run", "--rm", "busybox", "sh", "-c", "exit 42")).ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_KeepsBothStreamsApartAndExact()
    {
        var result = await vm.Cli.RunAsync(
            "run", "--rm", "busybox", "sh", "-c", "head -c 300000 /dev/urandom >/tmp/x; sha256sum </tmp/x >&2; cat /tmp/x");

        Assert.Equal(300000, result.OutputBytes.Length);
        Assert.Equal(result.Error.Split(' ')[0], Convert.ToHexStringLower(SHA256.HashData(result.OutputBytes)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_PassesEnvironmentDirectoryAndUser()
    {
        var output = await vm.Cli.MustAsync("run", "--rm", "-e", "A=x y", "-w", "/tmp", "-u", "65534", "busybox", "sh", "-c", "echo \"$A\"; pwd; id -u");

        Assert.Equal("x y\n/tmp\n65534\n", output);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_OfACommandThatIsNotThere_Ends127AndLeavesNothing()
    {
        var result = await vm.Cli.RunAsync("run", "--name", "nocommand", "busybox", "no-such-command");

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nocommand", await vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_OfAnImageNoRegistryHas_SaysWhatToDo()
    {
        var result = await vm.Cli.RunAsync("run", "10.0.2.2:9/no/such:1", "true");

        Assert.Equal(125, result.ExitCode);
        Assert.Contains("10.0.2.2:9/no/such:1", result.Error, StringComparison.Ordinal);
        Assert.Contains("try: ", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Detached_IsListedLoggedExecutedInAndStopped()
    {
        var id = (await vm.Cli.MustAsync("run", "-d", "--name", "worker", "busybox", "sh", "-c", "echo out; echo err >&2; exec sleep 600")).TrimEnd();
        Assert.Matches("^[0-9a-f]{64}$", id);

        var listed = (await vm.Cli.JsonAsync("ps")).AsArray().Single(container => (string?)container!["id"] == id)!;
        Assert.Equal(("worker", "running"), ((string?)listed["name"], (string?)listed["state"]));

        var exec = await vm.Cli.RunAsync("exec", "worker", "sh", "-c", "echo inside; exit 5");
        Assert.Equal((5, "inside\n"), (exec.ExitCode, exec.Output));

        var logs = await vm.Cli.RunAsync("logs", "worker");
        Assert.Equal(("out\n", "err\n"), (logs.Output, logs.Error));

        await vm.Cli.MustAsync("stop", "-t", "1", "worker");
        Assert.DoesNotContain("worker", await vm.Cli.MustAsync("ps"), StringComparison.Ordinal);
        Assert.Contains("worker", await vm.Cli.MustAsync("ps", "-a"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_WithANameThatIsTaken_IsRefusedAndTheFirstGoesOn()
    {
        await vm.Cli.MustAsync("run", "-d", "--name", "taken", "busybox", "sleep", "600");

        var second = await vm.Cli.RunAsync("run", "--name", "taken", "busybox", "true");

        Assert.Equal(125, second.ExitCode);
        Assert.Contains("taken", second.Error, StringComparison.Ordinal);
        Assert.Contains("taken", await vm.Cli.MustAsync("ps"), StringComparison.Ordinal);
    }
}
