using System.Diagnostics;
using System.Globalization;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class MemoryKillsTests : IDisposable
{
    private const string Id = "0123abc";

    private readonly string _log = Path.GetTempFileName();

    [Theory(Timeout = 60_000)]
    [InlineData(true, $"oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/{Id},task_memcg=/docker/{Id},task=sh,pid=7,uid=0")]
    [InlineData(true, $"oom-kill:constraint=CONSTRAINT_NONE,global_oom,task_memcg=/docker/{Id}/system.slice,task=sh,pid=7,uid=0")]
    [InlineData(false, "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/4567def,task_memcg=/docker/4567def,task=sh,pid=7,uid=0")]
    [InlineData(false, $"veth: renamed for {Id}")]
    [InlineData(false, $"oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/{Id},task=sh", 137, 5)]
    [InlineData(false, $"oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/{Id},task=sh", 1)]
    [InlineData(false, "")]
    public async Task WhatDockerdDidNotHear_TheKernelTells(bool isOutOfMemory, string record, int exitCode = 137, int secondsBeforeTheStart = -1)
    {
        var (start, uptime) = (DateTimeOffset.UtcNow.AddMinutes(-1), Stopwatch.GetElapsedTime(0));
        var time = (long)(uptime - TimeSpan.FromMinutes(1) - TimeSpan.FromSeconds(secondsBeforeTheStart)).TotalMicroseconds;
        await File.WriteAllTextAsync(
            _log, record.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"6,339,{time},-;{record}\n") : "", TestContext.Current.CancellationToken);
        await using var script = new ScriptedEngine(request => request == "GET /containers/web/json" ? Answer(200, Ended(start, exitCode)) : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: $"--KernelLog={_log}");

        var (_, container) = await agent.GetJsonAsync("/v1/containers/web");

        Assert.Equal(isOutOfMemory, (bool)container["state"]!["oomKilled"]!);
    }

    [Fact(Timeout = 60_000)]
    public async Task WithoutAKernelLog_ItIsAsDockerdSays()
    {
        await using var script = new ScriptedEngine(
            request => request == "GET /containers/web/json" ? Answer(200, Ended(DateTimeOffset.UtcNow, 137)) : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: $"--KernelLog={_log}.none");

        var (_, container) = await agent.GetJsonAsync("/v1/containers/web");

        Assert.False((bool)container["state"]!["oomKilled"]!);
    }

    public void Dispose() => File.Delete(_log);

    private static string Ended(DateTimeOffset start, int exitCode) =>
        $$$"""{"Id":"{{{Id}}}","Name":"/web","State":{"Status":"exited","Running":false,"Pid":0,"ExitCode":{{{exitCode}}},"Error":"","StartedAt":"{{{start:O}}}","FinishedAt":"{{{start.AddSeconds(2):O}}}"},"Config":{"Image":"i"},"HostConfig":{"AutoRemove":false} }""";
}
