using System.Net;
using System.Text.Json.Nodes;

namespace Pockr.GuestAgent.Tests.Original;

public sealed class OriginalValidationTests
{
    [Theory]
    [InlineData("/containers/start", "{}", """[{"type":"missing","loc":["body","image"],"msg":"Field required"},{"type":"missing","loc":["body","name"],"msg":"Field required"}]""")]
    [InlineData("/containers/stop", "{}", """[{"type":"missing","loc":["body","name"],"msg":"Field required"}]""")]
    [InlineData("/images/pull", "{}", """[{"type":"missing","loc":["body","image"],"msg":"Field required"}]""")]
    [InlineData("/exec", """{"name":"web"}""", """[{"type":"missing","loc":["body","cmd"],"msg":"Field required"}]""")]
    [InlineData("/vm/exec", """{"cmd":["ls"]}""", """[{"type":"string_type","loc":["body","cmd"],"msg":"Input should be a valid string"}]""")]
    [InlineData("/vm/exec", """{"cmd":null}""", """[{"type":"string_type","loc":["body","cmd"],"msg":"Input should be a valid string"}]""")]
    [InlineData("/vm/exec", "[]", """[{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from"}]""")]
    [InlineData("/vm/exec", """{"cmd":""", """[{"type":"json_invalid","loc":["body",7],"msg":"JSON decode error"}]""")]
    [InlineData("/vm/exec", """{"cmd":"a\ud800"}""", """[{"type":"json_invalid","loc":["body",7],"msg":"JSON decode error"}]""")]
    [InlineData("/exec", """{"\udc00":1,"name":"web"}""", """[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error"}]""")]
    [InlineData("/vm/exec", "", """[{"type":"missing","loc":["body"],"msg":"Field required"}]""")]
    [InlineData("/containers/start", """{"image":"busybox","name":"web","cmd":"ls","env":[1],"ports":[{"host":"x"}]}""",
        """[{"type":"list_type","loc":["body","cmd"],"msg":"Input should be a valid list"},{"type":"dict_type","loc":["body","env",0],"msg":"Input should be a valid dictionary"},{"type":"int_parsing","loc":["body","ports",0,"host"],"msg":"Input should be a valid integer, unable to parse string as an integer"},{"type":"missing","loc":["body","ports",0,"container"],"msg":"Field required"}]""")]
    [InlineData("/containers/start", """{"image":"Bad Image","name":"w","ports":[{"host":99999,"container":0}],"network":"host","env":[{"key":"A=B","value":""}]}""",
        """[{"type":"value_error","loc":["body","image"],"msg":"Value error, 'Bad Image' is not the name of an image"},{"type":"value_error","loc":["body","name"],"msg":"Value error, 'w' is not a name for a container"},{"type":"value_error","loc":["body","env",0,"key"],"msg":"Value error, 'A=B' is not the name of a variable"},{"type":"value_error","loc":["body","ports"],"msg":"Value error, ports cannot be published on the networks 'host' and 'none'"},{"type":"value_error","loc":["body","ports",0,"host"],"msg":"Value error, 99999 is not a port"},{"type":"value_error","loc":["body","ports",0,"container"],"msg":"Value error, 0 is not a port"}]""")]
    public async Task ABody_ThatIsInvalid_Is422WithAllFindings(string path, string body, string findings)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync(path, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(findings, problem["detail"]!.ToJsonString(AgentJson.Options));
        Assert.Equal("invalid_request", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("/logs", "missing", "name")]
    [InlineData("/logs?name=web&tail=many", "int_parsing", "tail")]
    [InlineData("/logs?name=web&tail=-1", "greater_than_equal", "tail")]
    public async Task Logs_WithAnInvalidQuery_Is422(string path, string type, string field)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var finding = Assert.Single(problem["detail"]!.AsArray())!;
        Assert.Equal((type, $"""["query","{field}"]"""), ((string?)finding["type"], finding["loc"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("/no/such/path", "GET", 404, """{"status":404,"title":"Not Found","detail":"Not Found","code":"not_found","remedy":"The endpoints are listed in docs/api.md."}""")]
    [InlineData("/containers", "POST", 405, """{"status":405,"title":"Method Not Allowed","detail":"Method Not Allowed","code":"method_not_allowed","remedy":"The 'Allow' header says what the path answers to."}""")]
    public async Task AnUnknownPathOrVerb_IsAProblem(string path, string method, int status, string body)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await agent.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/containers")]
    [InlineData("/logs?name=web")]
    [InlineData("/v1/images")]
    public async Task WithoutDockerd_WhatNeedsItIs503(string path)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("engine_unavailable", (string?)problem["code"]);
    }

    [Fact]
    public async Task ABody_OverTheLimit_Is413()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var (status, problem) = await agent.PostJsonAsync("/vm/exec", new JsonObject { ["cmd"] = new string('x', 1_100_000) }.ToJsonString());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("invalid_request", (string?)problem["code"]);
    }
}
