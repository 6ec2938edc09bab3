using Microsoft.AspNetCore.WebUtilities;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent;

/// <summary>Every error the agent finds itself, so that wording and status codes can be read side by side; dockerd's are in <see cref="EngineProblems"/>.</summary>
internal static class Problems
{
    private const string TokenRemedy = "Send 'Authorization: Bearer TOKEN'; 'pockr token' prints this machine's.";

    public static Problem TokenMissing { get; } =
        Make(StatusCodes.Status401Unauthorized, ProblemCodes.TokenMissing, "Missing Authorization header", TokenRemedy);

    public static Problem TokenInvalid { get; } =
        Make(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "Invalid token", TokenRemedy);

    public static Problem TokenNotConfigured { get; } = Make(
        StatusCodes.Status503ServiceUnavailable,
        ProblemCodes.TokenNotConfigured,
        "Server not ready: token not configured",
        "Start the machine with 'pockr up', or put pockr.token=sha256:<digest> on its kernel command line.");

    public static Problem EngineUnavailable { get; } = Make(
        StatusCodes.Status503ServiceUnavailable,
        ProblemCodes.EngineUnavailable,
        "dockerd does not answer.",
        "It may still be starting: GET /health says when it is ready.");

    public static Problem InternalError { get; } = Make(
        StatusCodes.Status500InternalServerError,
        ProblemCodes.InternalError,
        "The agent failed in a way it was not made for.",
        "Look at the agent's log in the machine, and please report it.");

    public static Problem ContainerNotFound(string id) => Make(
        StatusCodes.Status404NotFound,
        ProblemCodes.ContainerNotFound,
        $"No container '{id}' in this machine.",
        "List them with GET /v1/containers?all=true.");

    public static Problem ExecNotFound(string id) => Make(
        StatusCodes.Status404NotFound, ProblemCodes.ExecNotFound, $"No exec '{id}'.", "List them with GET /v1/execs; ended ones make room for new ones.");

    public static Problem ExecEnded(string id) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.ExecEnded, $"The exec '{id}' has ended.", "GET /v1/execs/{id} has its exit code.");

    public static Problem TooManyExecs(int limit) => Make(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyExecs, $"{limit} detached execs run, which is the limit.",
        "End one with DELETE /v1/execs/{id}, or wait for one to end.");

    public static Problem Invalid(string detail, string remedy) =>
        Make(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, detail, remedy);

    public static Problem TimedOut(string detail, TimeSpan limit) => Make(
        StatusCodes.Status504GatewayTimeout,
        ProblemCodes.TimedOut,
        detail,
        $"A command has {limit.TotalSeconds:0.###} s here and was ended with all its children; start longer ones in the background.");

    /// <summary>For a status that was set without saying more.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Make(
            status, ProblemCodes.NotFound, "Not Found", "The endpoints are listed in docs/api.md."),
        StatusCodes.Status405MethodNotAllowed => Make(
            status, ProblemCodes.MethodNotAllowed, "Method Not Allowed", "The 'Allow' header says what the path answers to."),
        StatusCodes.Status413PayloadTooLarge => Make(
            status, ProblemCodes.InvalidRequest, "The body is too large.", "Send at most 1 MiB; only POST /v1/images/import takes more."),
        StatusCodes.Status415UnsupportedMediaType => Make(
            status, ProblemCodes.InvalidRequest, "The body is not declared as JSON.", "Send 'Content-Type: application/json'."),
        < 500 => Make(status, ProblemCodes.InvalidRequest, "The request cannot be understood.", "Compare it with docs/api.md."),
        _ => InternalError with { Status = status, Title = ReasonPhrases.GetReasonPhrase(status) },
    };

    public static Problem Make(int status, string code, string detail, string remedy) =>
        new(status, ReasonPhrases.GetReasonPhrase(status), detail, code, remedy);
}
