using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pockr.EndToEnd.Tests;

/// <summary><c>pockr judge</c> on programs that are right, wrong and hostile.</summary>
[Collection(nameof(SharedVm))]
public sealed class JudgeTests(RunningVm vm) : IDisposable
{
    private const int NotAccepted = 50;
    private const string Sum = "read a b; echo $((a + b))\n";

    private readonly HostDirectory _place = new();

    private PockrCli Cli => vm.Cli;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Programs that add two numbers, or do not; those from the fifth on mean harm.</summary>
    private static readonly (string Name, string Script, string Verdicts, string[] Options)[] s_programs =
    [
        ("right.sh", Sum, "AC", []),
        ("right.awk", "{ print $1 + $2 }\n", "AC", []),
        ("wrong.sh", "read a b; echo $((a - b))\n", "WA", []),
        ("crash.sh", "kill -SEGV $$\n", "RE", []),
        ("bomb.sh", "f() { f | f & }; f; while :; do f; done\n", "RE|TLE|MLE|OLE", ["--time", "2s"]),
        ("memory.sh", "x=0123456789abcdef; while :; do x=$x$x; done\n", "MLE", ["--time", "60s"]),
        ("disk.sh", $"for f in /tmp/x /judge/x /x /etc/x /dev/x; do cat /dev/zero >$f; done 2>/dev/null; {Sum}", "AC", ["--time", "60s"]),
        ("output.sh", "while :; do echo 0123456789abcdef0123456789abcdef; done\n", "OLE", ["--time", "60s", "--output", "64k"]),
        ("errors.sh", "while :; do echo 0123456789abcdef0123456789abcdef >&2; done\n", "OLE", ["--time", "60s", "--output", "64k"]),
        ("sleeper.sh", "sleep 100000\n", "TLE", ["--time", "1s"]),
        ("busy.sh", "while :; do :; done\n", "TLE", ["--time", "1s", "--wall", "1h"]),
        ("escape.sh", $$"""
            for address in 10.0.2.15:7080/health 10.0.2.2:80/ 172.17.0.1:7080/health 127.0.0.1:7080/health; do
              wget -q -T 2 -O /dev/null http://$address && echo "reached $address"
            done
            ls /var/run/docker.sock /run/docker.sock && echo "has the socket"
            mount -t tmpfs x /mnt && echo "mounted"
            chroot / true && echo "changed its root"
            mknod /tmp/disk b 254 0 && echo "made a device"
            echo 1 >/proc/sys/kernel/panic && echo "wrote a setting of the kernel"
            echo c >/proc/sysrq-trigger && echo "crashed the kernel"
            su -c id && echo "became root"
            kill -9 1
            find / -name '*.out' -o -name '*.in' -o -name out.txt | grep . && echo "found the cases"
            {{Sum}}
            """, "AC", ["--time", "60s"]),
    ];

    [Fact(Timeout = 900_000)]
    public async Task TwelvePrograms_EightOfThemHostile_HaveTheirVerdicts_AndTheMachineIsWell()
    {
        WriteCase("1", "1 2\n", "3\n");
        foreach (var (name, script, verdicts, options) in s_programs)
        {
            var result = await JudgeAsync(name, script, ["--json", .. options]);

            var judged = Assert.Single(JsonNode.Parse(result.Output)!["cases"]!.AsArray())!;
            Assert.True(verdicts.Split('|').Contains((string?)judged["verdict"]), $"{name}\n{result}");
            Assert.Equal(verdicts == "AC" ? 0 : NotAccepted, result.ExitCode);
        }

        Assert.Equal(0, (await Cli.RunAsync("status")).ExitCode);
        Assert.Equal("well\n", await Cli.MustAsync("run", "--rm", "busybox", "echo", "well"));
        await AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task EachCase_HasAFreshFileSystem_AndItsPlaceInTheReports()
    {
        WriteCase("1", "x\n", "new x\n");
        WriteCase("2", "y\n", "new y\r\n\r\n");
        WriteCase("10", "<\n", "old\n");
        var junit = _place["report.xml"];

        var result = await JudgeAsync("fresh.sh", "read l; [ -e /tmp/mark ] && echo old; touch /tmp/mark; echo new $l; id -u >&2\n", "--junit", junit, "--jobs", "2");

        Assert.Equal(NotAccepted, result.ExitCode);
        Assert.Matches("^CASE  VERDICT  TIME +DETAIL\n1     AC .*\n2     AC .*\n10    WA .* line 1: expected \"old\", got \"new <\"\n$", result.Output);
        Assert.Contains("2 of 3 cases were accepted.\n", result.Error, StringComparison.Ordinal);
        var cases = XDocument.Load(junit).Descendants("testcase").ToList();
        Assert.Equal(["1", "2", "10"], cases.Select(tried => tried.Attribute("name")!.Value));
        Assert.All(cases, tried => Assert.Equal("65534\n", tried.Element("system-err")!.Value));
    }

    [Fact(Timeout = 300_000)]
    public async Task ALargeInput_ArrivesWhole_OrIsNotRead()
    {
        var input = string.Concat(Enumerable.Repeat("0123456789abcdef\r\n", 60_000));
        WriteCase("1", input, $"{input.Length}\n");

        Assert.Equal(0, (await JudgeAsync("count.sh", "wc -c\n", "--time", "60s")).ExitCode);
        Assert.Contains("WA", (await JudgeAsync("ignore.sh", "echo 7\n", "--time", "60s")).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task ADirectory_IsRunByItsMainFile_WhateverItsModesAre()
    {
        WriteCase("1", "", "hello\n");
        var main = _place.Write("program/main.sh", ". ./lib/greet.sh; greet; if echo no >>main.sh; then echo changed; fi\n");
        File.SetUnixFileMode(main, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _place.Write("program/lib/greet.sh", "greet() { echo hello; }\n");
        File.SetUnixFileMode(_place["program/lib"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var result = await Cli.RunAsync("judge", _place["program"], _place["cases"], "--time", "60s");

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact(Timeout = 300_000)]
    public async Task AProgram_IsBuiltOnce_WhereEverythingIsSealedToo()
    {
        WriteCase("1", "1 2\n", "3\n");
        var source = _place.Write("sum.txt", "read a b; echo $((a PLUS b))\n");

        var built = await Cli.RunAsync("judge", source, _place["cases"], "--time", "60s", "--build", "sh -c 'sed s/PLUS/+/ sum.txt >sum.sh'", "--cmd", "sh sum.sh");
        var failed = await Cli.RunAsync("judge", source, _place["cases"], "--build", "wget -T 2 http://10.0.2.2/", "--cmd", "sh sum.sh");

        Assert.True(built.ExitCode == 0, built.ToString());
        Assert.Equal(NotAccepted, failed.ExitCode);
        Assert.Matches("1     CE .*cannot be built: exit code 1: .*Network is unreachable\n", failed.Output);
        await AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task AnImageThatTheMachineHasNot_IsSaid()
    {
        WriteCase("1", "", "");

        var result = await JudgeAsync("add.py", "");

        Assert.Equal(19, result.ExitCode);
        Assert.Contains("try: Pull it with 'pockr pull python:3-alpine'", result.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task WhatEndsIt_LeavesNothing_AtTheLatestAfterTheNext(string signal, int exitCode)
    {
        WriteCase("1", "1 2\n", "3\n");
        using var judging = Cli.Start("judge", _place.Write("sleeper.sh", "sleep 100000\n"), _place["cases"], "--time", "1h");
        while (await Cli.MustAsync("ps", "-q", "--filter", "label=pockr.judge") == "")
        {
            Assert.False(judging.HasExited);
        }

        using var kill = Process.Start("kill", [$"-{signal}", $"{judging.Id}"]);
        await judging.WaitForExitAsync(Cancellation);

        Assert.Equal(exitCode, judging.ExitCode);
        if (signal == "KILL")
        {
            Assert.NotEqual("", await Cli.MustAsync("ps", "-q", "--filter", "label=pockr.judge"));
            Assert.Equal(0, (await JudgeAsync("right.sh", Sum, "--time", "60s")).ExitCode);
        }

        await AssertNothingIsLeftAsync();
    }

    public void Dispose() => _place.Dispose();

    private void WriteCase(string name, string input, string output)
    {
        _place.Write($"cases/{name}.in", input);
        _place.Write($"cases/{name}.out", output);
    }

    private Task<CommandResult> JudgeAsync(string program, string script, params string[] options) =>
        Cli.RunAsync(["judge", _place.Write(program, script), _place["cases"], .. options]);

    private async Task AssertNothingIsLeftAsync()
    {
        Assert.Equal("", await Cli.MustAsync("ps", "-aq", "--filter", "label=pockr.judge"));
        Assert.DoesNotContain("pockr-judge", await Cli.MustAsync("images"), StringComparison.Ordinal);
    }
}
