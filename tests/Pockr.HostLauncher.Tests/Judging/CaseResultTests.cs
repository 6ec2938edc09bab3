using System.Text;
using Pockr.HostLauncher.Judging;

namespace Pockr.HostLauncher.Tests.Judging;

public sealed class CaseResultTests
{
    private static readonly JudgeLimits s_limits = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6), 64 << 20, 1 << 20, 16);

    [Theory]
    [InlineData("AC", null, RunStop.None, 0)]
    [InlineData("WA", "line 1: expected \"5\", got \"6\"", RunStop.None, 0, false, 0, "6\n")]
    [InlineData("RE", "exit code 3", RunStop.None, 3)]
    [InlineData("RE", "exit code 139 (SIGSEGV)", RunStop.None, 139, false, 0, "6\n")]
    [InlineData("RE", "exit code 1: Error: it is\\x1b[J bad", RunStop.None, 1, false, 0, "", "Trace:\nError: it is\u001b[J bad\n\n")]
    [InlineData("RE", "exit code 137 (SIGKILL)", RunStop.None, 137, false, 1)]
    [InlineData("TLE", "needs more than 2 s of processor time", RunStop.None, 137, false, 3)]
    [InlineData("TLE", "needs more than 2 s of processor time", RunStop.None, 152)]
    [InlineData("TLE", "needs more than 2 s of processor time", RunStop.CpuTime, 137)]
    [InlineData("TLE", "has not ended after 6 s", RunStop.Wall, 137)]
    [InlineData("OLE", "writes more than 1.0MiB", RunStop.Output, 137)]
    [InlineData("MLE", "needs more than 64.0MiB of memory", RunStop.None, 137, true)]
    [InlineData("MLE", "needs more than 64.0MiB of memory", RunStop.Wall, 137, true)]
    [InlineData("MLE", "needs more than 64.0MiB of memory", RunStop.None, 0, true)]
    public void WhatHappened_IsWorth(
        string verdict, string? detail, object stop, int exitCode, bool isOutOfMemory = false, int seconds = 0, string output = "5\n", string error = "")
    {
        var facts = new RunFacts(
            (RunStop)stop, exitCode, isOutOfMemory, TimeSpan.FromSeconds(seconds), null, Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes(error));

        var result = CaseResult.Of("1", facts, s_limits, "5\n"u8.ToArray(), isExact: false);

        Assert.Equal((verdict, detail), (result.Verdict.ToString(), result.Detail));
    }
}
