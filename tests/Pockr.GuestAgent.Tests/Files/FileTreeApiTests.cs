using System.Net;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Files;

public sealed class FileTreeApiTests
{
    private const string Root = "/v1/containers/web/files";

    [Theory]
    [InlineData("GET", "/list?path=relative")]
    [InlineData("GET", "/list?path=/&limit=0")]
    [InlineData("GET", "/list?path=/&limit=10001")]
    [InlineData("POST", "/mkdir?path=/")]
    [InlineData("POST", "/mkdir?path=/a/..")]
    [InlineData("POST", "/mkdir?path=/a&mode=rwx")]
    [InlineData("POST", "/mkdir?path=/a&gid=-1")]
    [InlineData("DELETE", "?path=/&recursive=true")]
    [InlineData("DELETE", "?path=///&recursive=true")]
    [InlineData("DELETE", "")]
    public async Task WhatCannotBeUsed_Is400WithoutAskingTheEngine(string method, string below)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), Root + below);

        using var response = await agent.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request", (string?)(await AgentUnderTest.ReadAsync(response))["code"]);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:01Z", HttpStatusCode.OK)]
    [InlineData("2026-01-01T00:00:02Z", HttpStatusCode.Conflict)]
    public async Task TheProcess_HasToBeOfTheSameRun_AfterItsRootIsOpen(string startedThen, HttpStatusCode status)
    {
        var asked = 0;
        await using var script = new ScriptedEngine(request => request.StartsWith("GET /containers/", StringComparison.Ordinal)
            ? Answer(200, Running(Interlocked.Increment(ref asked) == 1 ? "2026-01-01T00:00:01Z" : startedThen))
            : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (actual, body) = await agent.GetJsonAsync($"{Root}/list?path=/&limit=1");

        Assert.True(actual == status, body.ToJsonString());
        Assert.Equal(2, asked);
    }

    // Its process is the one of this test.
    private static string Running(string startedAt) =>
        $$"""{"Id":"abc","Name":"/web","State":{"Status":"running","Running":true,"Pid":{{Environment.ProcessId}},"ExitCode":0,"Error":"","StartedAt":"{{startedAt}}" },"Config":{"Tty":false,"Image":"busybox"},"HostConfig":{"AutoRemove":false} }""";
}
