using System.Net;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Sessions;

public sealed class SessionsApiTests
{
    private static readonly string s_long = new('x', (128 * 1024) + 1);

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/output")]
    [InlineData("POST", "/run", """{"command":"true"}""")]
    [InlineData("POST", "/send", """{"text":"x"}""")]
    public async Task AnUnknownSession_Is404(string method, string action, string? body = null)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1/sessions/nobody{action}")
        {
            Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await agent.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "session_not_found"), (response.StatusCode, (string?)(await AgentUnderTest.ReadAsync(response))["code"]));
    }

    [Theory]
    [InlineData("/v1/sessions/any/run", """{"command":"true","timeoutSeconds":0}""")]
    [InlineData("/v1/sessions/any/run", """{"command":"true","timeoutSeconds":3601}""")]
    [InlineData("/v1/sessions/any/run", """{"command":"true","maxOutputBytes":-1}""")]
    [InlineData("/v1/sessions/any/run", """{"command":"a\u0000b"}""")]
    [InlineData("/v1/sessions/any/run", """{"command":null}""")]
    [InlineData("/v1/sessions/any/run", "{}")]
    [InlineData("/v1/sessions/any/run", """{"command":"LONG"}""")]
    [InlineData("/v1/sessions/any/send", """{"text":"LONG"}""")]
    [InlineData("/v1/sessions/any/send", """{"text":"x","more":1}""")]
    [InlineData("/v1/containers/web/sessions", """{"shell":[]}""")]
    [InlineData("/v1/containers/web/sessions", """{"env":["=x"]}""")]
    public async Task WhatCannotBe_Is400(string path, string body)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync(path, body.Replace("LONG", s_long, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
        Assert.NotEmpty((string)problem["remedy"]!);
    }

    [Theory]
    [InlineData(404, """{"message":"No such container: web"}""", "container_not_found")]
    [InlineData(200, """{"Id":"c1","Name":"/web","State":{"Status":"exited","Running":false},"Config":{},"HostConfig":{}}""", "container_not_running")]
    public async Task InAContainerThatCannotHaveOne_SaysWhy(int status, string inspected, string code)
    {
        await using var engine = new ScriptedEngine(request =>
            request == "GET /containers/web/json" ? Answer(status, inspected) : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(engine.SocketPath);

        var (_, problem) = await agent.PostJsonAsync("/v1/containers/web/sessions", "{}");

        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal("[]", (await agent.GetJsonAsync("/v1/sessions")).Body.ToJsonString());
    }
}
