using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class AuthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "Missing Authorization header", "token_missing")]
    [InlineData("Basic dXNlcjpwYXNz", "Missing Authorization header", "token_missing")]
    [InlineData("Bearer", "Missing Authorization header", "token_missing")]
    [InlineData("Bearer 00000000-0000-0000-0000-000000000000", "Invalid token", "token_invalid")]
    [InlineData("Bearer 11111111-2222-3333-4444-55555555555", "Invalid token", "token_invalid")]
    public async Task ARequest_WithoutTheToken_Is401(string? header, string detail, string code)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await SendAsync(agent, HttpMethod.Get, "/containers", header);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await AgentUnderTest.ReadAsync(response);
        Assert.Equal((detail, code), ((string?)problem["detail"], (string?)problem["code"]));
    }

    [Theory]
    [InlineData("POST", "/vm/exec")]
    [InlineData("GET", "/v1/containers")]
    [InlineData("GET", "/no/such/path")]
    [InlineData("DELETE", "/health")]
    [InlineData("GET", "/health/x")]
    [InlineData("GET", "/openapi.json")]
    public async Task EverythingButHealth_NeedsTheToken(string method, string path)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await SendAsync(agent, new HttpMethod(method), path, header: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task TheScheme_IsReadInAnyCase(string scheme)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await SendAsync(agent, HttpMethod.Get, "/no/such/path", $"{scheme} {AgentUnderTest.Token}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task ADigestOnTheCommandLine_LetsTheTokenIn()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AgentUnderTest.Token)));
        await using var agent = await AgentUnderTest.StartAsync(commandLine: $"pockr.token=sha256:{digest}");

        using var response = await agent.Client.GetAsync("/no/such/path", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("quiet")]
    [InlineData("pockr.token=sha256:00")]
    [InlineData("pockr.token=channel")]
    public async Task WithoutAToken_EverythingButHealthIs503(string commandLine)
    {
        await using var agent = await AgentUnderTest.StartAsync(commandLine: commandLine);

        var (status, problem) = await agent.GetJsonAsync("/containers");
        var health = await agent.GetJsonAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("Server not ready: token not configured", (string?)problem["detail"]);
        Assert.Equal("token_not_configured", (string?)problem["code"]);
        Assert.Equal(HttpStatusCode.OK, health.Status);
    }

    private static Task<HttpResponseMessage> SendAsync(AgentUnderTest agent, HttpMethod method, string path, string? header)
    {
        var client = agent.Client;
        client.DefaultRequestHeaders.Authorization = null;
        var request = new HttpRequestMessage(method, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        return client.SendAsync(request, Cancellation);
    }
}
