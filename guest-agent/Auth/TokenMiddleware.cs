using Microsoft.Net.Http.Headers;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Health;

namespace Pockr.GuestAgent.Auth;

/// <summary>Lets nothing through without the machine's token but <c>GET /health</c>; paths that do not exist are not told apart.</summary>
internal sealed class TokenMiddleware(RequestDelegate next, AccessToken token)
{
    private const string Scheme = "Bearer ";

    private readonly FailedLogins _failures = new();

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

        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Problems.TokenMissing;
        }

        return token.Matches(header[Scheme.Length..].Trim()) ? null : Problems.TokenInvalid;
    }

    private async Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (problem == Problems.TokenInvalid && !await _failures.WaitAsync(context.RequestAborted))
        {
            problem = Problems.TooManyFailedLogins;
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        await ProblemMiddleware.WriteAsync(context, problem);
    }
}
