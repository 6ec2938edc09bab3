using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Health;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// Lets nothing through without the machine's token, or a browser's key, but <c>GET /health</c> and what makes a key of a code; paths that do
/// not exist are not told apart.
/// </summary>
internal sealed class TokenMiddleware(RequestDelegate next, AccessToken token, BrowserKeys keys, FailedLogins failures)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHealth())
        {
            return next(context);
        }

        return Refusal(context.Request) is { } problem ? RefuseAsync(context, problem) : next(context);
    }

    private Problem? Refusal(HttpRequest request)
    {
        if (!token.IsConfigured)
        {
            return Problems.TokenNotConfigured;
        }

        return request.IsRedemption() ? null : Presented(request) switch
        {
            null => Problems.TokenMissing,
            { } key when BrowserKeys.IsKey(key) => keys.Accepts(key) ? null : Problems.BrowserKeyInvalid,
            { } other => token.Matches(other) ? null : Problems.TokenInvalid,
        };
    }

    private static string? Presented(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : SocketProtocol.BearerOf(request);
    }

    private async Task RefuseAsync(HttpContext context, Problem problem)
    {
        var isGuess = problem == Problems.TokenInvalid || problem == Problems.BrowserKeyInvalid;
        await ProblemMiddleware.WriteAsync(context, isGuess ? await failures.WaitAsync(problem, context.RequestAborted) : problem);
    }
}
