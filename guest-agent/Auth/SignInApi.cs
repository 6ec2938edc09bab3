using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Auth;

/// <summary>Routes by which a browser comes to a key of its own.</summary>
internal static class SignInApi
{
    private const string Path = "/v1/sign-in";
    private const string Redemption = $"{Path}/redeem";

    /// <summary>Whether it is what needs no token: the code is its proof.</summary>
    public static bool IsRedemption(this HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Equals(Redemption, StringComparison.Ordinal);

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, SignIn).WithName("SignIn").WithTags("Sign-in");
        routes.MapPost($"{Path}/codes", MakeCode).WithName("MakeSignInCode").WithTags("Sign-in");
        routes.MapPost(Redemption, Redeem).WithName("RedeemSignInCode").WithTags("Sign-in");
    }

    private static Created<BrowserKey> SignIn(BrowserKeys keys) => Created(keys.Make());

    private static Created<SignInCode> MakeCode(SignInCodes codes) => Created(codes.Make());

    private static async Task<Created<BrowserKey>> Redeem(
        RedeemCodeRequest request, SignInCodes codes, FailedLogins failures, CancellationToken cancellationToken)
    {
        return codes.Take(request.Code) is { } key
            ? Created(key)
            : throw new ProblemException(await failures.WaitAsync(Problems.SignInCodeInvalid, cancellationToken));
    }

    // They have no address: what they are is told once.
    private static Created<T> Created<T>(T value) => TypedResults.Created((string?)null, value);
}
