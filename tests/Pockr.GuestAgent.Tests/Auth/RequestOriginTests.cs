using System.Net;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class RequestOriginTests
{
    [Theory]
    [InlineData("evil.example", null, 421, "host_refused")]
    [InlineData("evil.example:7080", null, 421, "host_refused")]
    [InlineData("127.0.0.1.evil.example", null, 421, "host_refused")]
    [InlineData("localhost", "https://evil.example", 403, "origin_refused")]
    [InlineData("localhost", "null", 403, "origin_refused")]
    [InlineData("localhost:7080", "http://localhost:7081", 403, "origin_refused")]
    [InlineData("localhost:7080", "https://localhost:7080", 403, "origin_refused")]
    public async Task APageOfAnotherSite_IsRefused_WithTheTokenToo(string host, string? origin, int status, string code)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await SendAsync(agent, host, origin, "/containers");

        Assert.Equal((status, code), ((int)response.StatusCode, (string?)(await AgentUnderTest.ReadAsync(response))["code"]));
    }

    [Theory]
    [InlineData("127.0.0.1:7080", null)]
    [InlineData("[::1]:7080", null)]
    [InlineData("10.0.2.15", null)]
    [InlineData("LOCALHOST:1", null)]
    [InlineData("pockr.lan", null)]
    [InlineData("localhost:7080", "http://localhost:7080")]
    [InlineData("127.0.0.1:7080", "http://127.0.0.1:7080")]
    public async Task AnAddress_AKnownName_AndTheAgentsOwnPages_AreNot(string host, string? origin)
    {
        await using var agent = await AgentUnderTest.StartAsync(settings: "--AllowedHosts=pockr.lan, other.lan");

        using var response = await SendAsync(agent, host, origin, "/health");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(AgentUnderTest agent, string host, string? origin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await agent.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
