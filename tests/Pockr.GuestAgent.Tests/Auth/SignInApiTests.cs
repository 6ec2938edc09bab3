using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class SignInApiTests
{
    private const string NoPath = "/no/such/path";
    private const string Terminal = "/v1/vm/exec/tty";
    private const string Protocols = "Sec-WebSocket-Protocol";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AKey_OpensWhatTheTokenOpens_AndMakesFurtherOnes()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var (status, first) = await agent.PostJsonAsync("/v1/sign-in", "");

        using var second = await SendAsync(agent, HttpMethod.Post, "/v1/sign-in", (string)first["key"]!);
        var key = (string)(await AgentUnderTest.ReadAsync(second))["key"]!;

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (status, second.StatusCode));
        Assert.True(DateTimeOffset.Parse((string)first["expiresAt"]!, CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.AddHours(11));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agent, NoPath, key));
    }

    [Fact]
    public async Task ACode_IsRedeemedWithoutTheToken_AndOnce()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var (made, code) = await agent.PostJsonAsync("/v1/sign-in/codes", "");

        using var redeemed = await RedeemAsync(agent, (string)code["code"]!);
        using var again = await RedeemAsync(agent, (string)code["code"]!);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (made, redeemed.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agent, NoPath, (string)(await AgentUnderTest.ReadAsync(redeemed))["key"]!));
        await AssertRefusedAsync(again, HttpStatusCode.Unauthorized, "sign_in_code_invalid");
        Assert.Equal("Bearer", again.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("/v1/sign-in")]
    [InlineData("/v1/sign-in/codes")]
    public async Task NothingElse_IsMadeWithoutTheToken(string path)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        using var response = await SendAsync(agent, HttpMethod.Post, path, bearer: null);

        await AssertRefusedAsync(response, HttpStatusCode.Unauthorized, "token_missing");
    }

    [Fact]
    public async Task AMachineThatAwaitsItsToken_RedeemsNothing()
    {
        await using var agent = await AgentUnderTest.StartAsync(commandLine: "pockr.token=channel");

        using var response = await RedeemAsync(agent, "a code");

        await AssertRefusedAsync(response, HttpStatusCode.ServiceUnavailable, "token_not_configured");
    }

    [Fact]
    public async Task ManyWrongCodesAtOnce_AreTurnedAway_AndTheRightOneIsNot()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var code = (string)(await agent.PostJsonAsync("/v1/sign-in/codes", "")).Body["code"]!;

        var guesses = ManyGuesses.Begin(async number =>
        {
            using var response = await RedeemAsync(agent, $"guess {number}");
            return response.StatusCode;
        });
        using var right = await RedeemAsync(agent, code);

        await ManyGuesses.AssertTurnedAwayAsync(guesses);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task AKeyThatHasExpired_AndOneOfAnotherToken_Are401()
    {
        using var machine = new TokenDirectory();
        var token = machine.Read();
        token.Become(TokenDirectory.Digest("another token"));
        var foreign = new BrowserKeys(token, TimeProvider.System).Make().Key;
        token.Become(TokenDirectory.Digest(AgentUnderTest.Token));
        var expired = new BrowserKeys(token, new ShiftedClock { Shift = TimeSpan.FromHours(-13) }).Make().Key;
        await using var agent = await machine.StartAgentAsync();

        using var late = await SendAsync(agent, HttpMethod.Get, NoPath, expired);
        using var wrong = await SendAsync(agent, HttpMethod.Get, NoPath, foreign);

        await AssertRefusedAsync(late, HttpStatusCode.Unauthorized, "browser_key_invalid");
        await AssertRefusedAsync(wrong, HttpStatusCode.Unauthorized, "browser_key_invalid");
    }

    [Fact]
    public async Task AKey_OutlivesTheAgent()
    {
        using var machine = new TokenDirectory();
        machine.Read().Become(TokenDirectory.Digest(AgentUnderTest.Token));
        string key;
        await using (var agent = await machine.StartAgentAsync())
        {
            key = await KeyAsync(agent);
        }

        await using var next = await machine.StartAgentAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(next, NoPath, key));
    }

    [Fact(Timeout = 60_000)]
    public async Task AWebSocket_TakesTheKeyAsAProtocol_AndAnswersTheOther()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("pockr");
        socket.Options.AddSubProtocol($"pockr.bearer.{await KeyAsync(agent)}");

        await socket.ConnectAsync(new Uri($"ws://{agent.Client.BaseAddress!.Authority}{Terminal}"), Cancellation);

        Assert.Equal((WebSocketState.Open, "pockr"), (socket.State, socket.SubProtocol));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
    }

    [Theory]
    [InlineData("/v1/containers", false)]
    [InlineData(Terminal, false)]
    [InlineData("/docker/containers/web/attach/ws", true)]
    public async Task AProtocol_IsNoKey_WhereTheAgentHasNoWebSocket(string path, bool isUpgrade)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(Protocols, $"pockr, pockr.bearer.{await KeyAsync(agent)}");
        Upgrade(request, isUpgrade);

        using var response = await SendAsync(agent, request, bearer: null);

        await AssertRefusedAsync(response, HttpStatusCode.Unauthorized, "token_missing");
    }

    [Fact]
    public async Task AWrongKey_IsOneAsAProtocolToo()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Terminal);
        request.Headers.Add(Protocols, "pockr, pockr.bearer.pockr-AAAA");
        Upgrade(request, isUpgrade: true);

        using var response = await SendAsync(agent, request, bearer: null);

        await AssertRefusedAsync(response, HttpStatusCode.Unauthorized, "browser_key_invalid");
    }

    [Fact]
    public async Task APageOfAnotherSite_IsRefused_WithTheCodeAndWithTheKey()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var code = (string)(await agent.PostJsonAsync("/v1/sign-in/codes", "")).Body["code"]!;
        using var socket = new HttpRequestMessage(HttpMethod.Get, Terminal);
        socket.Headers.Add(Protocols, $"pockr, pockr.bearer.{await KeyAsync(agent)}");
        socket.Headers.Add("Origin", "http://127.0.0.1:8080");
        Upgrade(socket, isUpgrade: true);

        using var redeemed = await RedeemAsync(agent, code, origin: "http://127.0.0.1:8080");
        using var opened = await SendAsync(agent, socket, bearer: null);

        await AssertRefusedAsync(redeemed, HttpStatusCode.Forbidden, "origin_refused");
        await AssertRefusedAsync(opened, HttpStatusCode.Forbidden, "origin_refused");
        using var own = await RedeemAsync(agent, code, origin: agent.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
    }

    private static void Upgrade(HttpRequestMessage request, bool isUpgrade)
    {
        if (isUpgrade)
        {
            request.Headers.Add("Connection", "Upgrade");
            request.Headers.Add("Upgrade", "websocket");
        }
    }

    private static async Task<string> KeyAsync(AgentUnderTest agent) => (string)(await agent.PostJsonAsync("/v1/sign-in", "")).Body["key"]!;

    private static async Task<HttpResponseMessage> RedeemAsync(AgentUnderTest agent, string code, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-in/redeem");
        request.Content = new StringContent(new JsonObject { ["code"] = code }.ToJsonString(), Encoding.UTF8, "application/json");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await SendAsync(agent, request, bearer: null);
    }

    private static async Task<HttpStatusCode> StatusAsync(AgentUnderTest agent, string path, string bearer)
    {
        using var response = await SendAsync(agent, HttpMethod.Get, path, bearer);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(AgentUnderTest agent, HttpMethod method, string path, string? bearer)
    {
        using var request = new HttpRequestMessage(method, path);
        return await SendAsync(agent, request, bearer);
    }

    // Not with the agent's own client, which has the token.
    private static async Task<HttpResponseMessage> SendAsync(AgentUnderTest agent, HttpRequestMessage request, string? bearer)
    {
        using var client = new HttpClient { BaseAddress = agent.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return await client.SendAsync(request, Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), (response.StatusCode, (string?)(await AgentUnderTest.ReadAsync(response))["code"]));
}
