using Microsoft.AspNetCore.WebUtilities;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent;

/// <summary>Every error the agent finds itself, so that wording and status codes can be read side by side; dockerd's are in <see cref="EngineProblems"/>.</summary>
internal static class Problems
{
    private const string TokenRemedy = "Send 'Authorization: Bearer TOKEN'; 'pockr token' prints this machine's.";
    private const string SignInRemedy = "Run 'pockr open' again, or paste the token that 'pockr token' prints.";

    public static Problem TokenMissing { get; } =
        Make(StatusCodes.Status401Unauthorized, ProblemCodes.TokenMissing, "Missing Authorization header", TokenRemedy);

    public static Problem TokenInvalid { get; } =
        Make(StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid, "Invalid token", TokenRemedy);

    public static Problem BrowserKeyInvalid { get; } = Make(
        StatusCodes.Status401Unauthorized,
        ProblemCodes.BrowserKeyInvalid,
        "The browser's key has expired, or is not this machine's.",
        SignInRemedy);

    public static Problem SignInCodeInvalid { get; } = Make(
        StatusCodes.Status401Unauthorized,
        ProblemCodes.SignInCodeInvalid,
        "The code was used, has expired, or is not this machine's.",
        SignInRemedy);

    public static Problem TooManyFailedLogins { get; } = Make(
        StatusCodes.Status429TooManyRequests,
        ProblemCodes.TooManyFailedLogins,
        "Too many requests with a wrong token, key or code wait for their answer.",
        "Wait a second, then send the right token; 'pockr token' prints it.");

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

    public static Problem HostRefused(string host) => Make(
        StatusCodes.Status421MisdirectedRequest,
        ProblemCodes.HostRefused,
        $"The host name '{host}' is not one of this agent's.",
        "Use the address 127.0.0.1 or the name localhost; further names are given to the agent as POCKR_ALLOWEDHOSTS.");

    public static Problem OriginRefused(string origin) => Make(
        StatusCodes.Status403Forbidden,
        ProblemCodes.OriginRefused,
        $"Pages of '{origin}' may not use this agent.",
        "Only the pages the agent serves itself may; programs send no Origin header.");
    public static Problem EmptyArchive { get; } = Make(
        StatusCodes.Status400BadRequest,
        ProblemCodes.InvalidArchive,
        "The archive is empty.",
        "Send the tar as the body of the request, for example with 'curl --upload-file'.");

    public static Problem UnsupportedArchive { get; } = Make(
        StatusCodes.Status415UnsupportedMediaType,
        ProblemCodes.UnsupportedArchive,
        "These bytes are not the beginning of a tar.",
        "Send a tar: plain, or compressed with gzip, bzip2, xz or zstd.");

    public static Problem InvalidArchive(string text) => Make(
        StatusCodes.Status400BadRequest,
        ProblemCodes.InvalidArchive,
        $"The archive cannot be used: {text}",
        "Check that it is complete, and that it is of the kind this endpoint takes; docs/api.md tells.");

    public static Problem ArchiveTooLarge(long limit) => Make(
        StatusCodes.Status413PayloadTooLarge,
        ProblemCodes.ArchiveTooLarge,
        $"The archive is larger than {limit} bytes.",
        "Send a smaller one, or start the agent with a larger ArchiveLimitBytes.");

    public static Problem DigestMismatch(string actual, string expected) => Make(
        StatusCodes.Status422UnprocessableEntity,
        ProblemCodes.DigestMismatch,
        $"The archive's SHA-256 is {actual}, not {expected}; nothing of it was kept.",
        "Check the digest, and where the archive comes from.");

    public static Problem DownloadFailed(string url, string reason) => Make(
        StatusCodes.Status502BadGateway,
        ProblemCodes.DownloadFailed,
        $"{url} cannot be downloaded: {reason}.",
        "Check the URL and the network of the host, or upload the archive.");

    public static Problem BuildFailed(string text) => Make(
        StatusCodes.Status400BadRequest,
        ProblemCodes.BuildFailed,
        text,
        "Mend the Dockerfile or its context; the lines before this one show how far the build came.");

    public static Problem ContainerNotFound(string id) => Make(
        StatusCodes.Status404NotFound,
        ProblemCodes.ContainerNotFound,
        $"No container '{id}' in this machine.",
        "List them with GET /v1/containers?all=true.");

    public static Problem NotRunning(string id) => Make(
        StatusCodes.Status409Conflict,
        ProblemCodes.ContainerNotRunning,
        $"The container '{id}' is not running.",
        "Start the container first.");

    public static Problem NoInit(string image, string program) => Invalid(
        $"The image '{image}' has no {program}, so there is no system in it to boot.",
        "Take an image with systemd, OpenRC or another init in it, or name its init as the command.");

    public static Problem ReadOnly(string text) => Make(
        StatusCodes.Status409Conflict,
        ProblemCodes.ReadOnly,
        text,
        "Write to a volume or a tmpfs of the container, or make it again without readOnlyRoot or the mount's readOnly.");

    public static Problem NetworkNotFound(string id) => Make(
        StatusCodes.Status404NotFound,
        ProblemCodes.NetworkNotFound,
        $"No network '{id}' in this machine.",
        "List them with GET /v1/networks.");

    public static Problem NameNotFound(string name, string reason) => Make(
        StatusCodes.Status422UnprocessableEntity,
        ProblemCodes.NameNotFound,
        $"The machine finds no IPv4 address of '{name}': {reason}.",
        "Check the name, and the machine's name servers ('pockr config get dns'), or give the address.");

    public static Problem VolumeNotFound(string name) => Make(
        StatusCodes.Status404NotFound,
        ProblemCodes.VolumeNotFound,
        $"No volume '{name}' in this machine.",
        "List them with GET /v1/volumes.");
    public static Problem ExecNotFound(string id) => Make(
        StatusCodes.Status404NotFound, ProblemCodes.ExecNotFound, $"No exec '{id}'.", "List them with GET /v1/execs; ended ones make room for new ones.");

    public static Problem ExecEnded(string id) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.ExecEnded, $"The exec '{id}' has ended.", "GET /v1/execs/{id} has its exit code.");

    public static Problem TooManyExecs(int limit) => Make(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyExecs, $"{limit} detached execs run, which is the limit.",
        "End one with DELETE /v1/execs/{id}, or wait for one to end.");

    public static Problem SessionNotFound(string id) => Make(
        StatusCodes.Status404NotFound, ProblemCodes.SessionNotFound, $"No session '{id}'.",
        "List them with GET /v1/sessions; ended ones make room for new ones.");

    public static Problem SessionEnded(string id) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.SessionEnded, $"The session '{id}' has ended.",
        "GET /v1/sessions/{id} tells how; make a new one with POST /v1/containers/{id}/sessions.");

    public static Problem SessionBusy(string id) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.SessionBusy, $"The session '{id}' runs a command.",
        "Wait for that one's result, or use another session; a container can have several.");

    public static Problem SessionDoesNotRead(string id, int bytes) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.SessionBusy, $"The session '{id}' has not read {bytes} bytes that it was sent before.",
        "Wait until what runs in it reads or ends, or end the session with DELETE /v1/sessions/{id}.");

    public static Problem SessionLost(string container) => Make(
        StatusCodes.Status409Conflict, ProblemCodes.ContainerNotRunning, $"The container '{container}' stopped, and the session with it.",
        "Start the container and make a new session.");

    public static Problem TooManySessions(int limit) => Make(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManySessions, $"{limit} sessions run, which is the limit.",
        "End one with DELETE /v1/sessions/{id}.");

    public static Problem MountFailed(string path, string reason) => Make(
        StatusCodes.Status502BadGateway,
        ProblemCodes.MountFailed,
        $"{path} is not mounted. {reason}",
        "Look at the mounts with 'pockr config get mounts'; what was changed there is in the machine after 'pockr vm restart'.");

    public static Problem MountBusy(string holder) => Make(
        StatusCodes.Status409Conflict,
        ProblemCodes.MountBusy,
        $"{holder} has something open in a directory of the host.",
        "Stop it, or have it close its files and leave the directory.");

    public static Problem Invalid(string detail, string remedy) =>
        Make(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, detail, remedy);

    public static Problem UpgradeRequired(string protocol) => Make(
        StatusCodes.Status426UpgradeRequired,
        ProblemCodes.UpgradeRequired,
        "This path is no request of its own, but a connection.",
        $"Send 'Connection: Upgrade' and 'Upgrade: {protocol}', without a body; docs/api.md tells the rest.");

    public static Problem TimedOut(string detail, TimeSpan limit) => Make(
        StatusCodes.Status504GatewayTimeout,
        ProblemCodes.TimedOut,
        detail,
        $"A command has {limit.TotalSeconds:0.###} s here and was ended with all its children; start longer ones in the background.");

    public static Problem StillRuns(string id, int seconds) => Make(
        StatusCodes.Status504GatewayTimeout,
        ProblemCodes.TimedOut,
        $"The container '{id}' still runs after {seconds} s.",
        "It goes on; wait again, wait longer, or stop it.");

    /// <summary>For a status that was set without saying more.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Make(
            status, ProblemCodes.NotFound, "Not Found", "The endpoints are listed in docs/api.md."),
        StatusCodes.Status405MethodNotAllowed => Make(
            status, ProblemCodes.MethodNotAllowed, "Method Not Allowed", "The 'Allow' header says what the path answers to."),
        StatusCodes.Status413PayloadTooLarge => Make(
            status, ProblemCodes.InvalidRequest, "The body is too large.", "Send at most 1 MiB; only uploads of archives may be larger."),
        StatusCodes.Status415UnsupportedMediaType => Make(
            status, ProblemCodes.InvalidRequest, "The body is not declared as JSON.", "Send 'Content-Type: application/json'."),
        < 500 => Make(status, ProblemCodes.InvalidRequest, "The request cannot be understood.", "Compare it with docs/api.md."),
        _ => InternalError with { Status = status, Title = ReasonPhrases.GetReasonPhrase(status) },
    };

    public static Problem Make(int status, string code, string detail, string remedy) =>
        new(status, ReasonPhrases.GetReasonPhrase(status), detail, code, remedy);
}
