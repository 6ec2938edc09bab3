using System.Net;
using System.Net.Http.Headers;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class FailedLoginsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyWrongTokensAtOnce_AreTurnedAway_AndTheRightOneIsNot()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var guesses = ManyGuesses.Begin(_ => GuessAsync(agent));
        using var right = await agent.Client.GetAsync("/no/such/path", Cancellation);

        await ManyGuesses.AssertTurnedAwayAsync(guesses);
        Assert.Equal(HttpStatusCode.NotFound, right.StatusCode);
    }

    [Fact]
    public async Task AfterThem_AWrongTokenIsTheSameAsEver()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => GuessAsync(agent)));

        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(agent));
    }

    private static async Task<HttpStatusCode> GuessAsync(AgentUnderTest agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/containers");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Guid.NewGuid().ToString());
        using var response = await agent.Client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
