using System.Net;

namespace Pockr.GuestAgent.Tests.Auth;

/// <summary>More wrong tokens or codes at once than may wait.</summary>
internal static class ManyGuesses
{
    public static List<Task<HttpStatusCode>> Begin(Func<int, Task<HttpStatusCode>> guessAsync) => [.. Enumerable.Range(0, 60).Select(guessAsync)];

    public static async Task AssertTurnedAwayAsync(List<Task<HttpStatusCode>> guesses)
    {
        var answers = await Task.WhenAll(guesses);

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Contains(HttpStatusCode.Unauthorized, answers);
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized));
    }
}
