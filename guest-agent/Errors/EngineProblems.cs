using System.Net;
using Pockr.Contracts;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Errors;

/// <summary>What dockerd's errors are to a client. Many differ only in their text, which is therefore looked at.</summary>
internal static class EngineProblems
{
    private static readonly string[] s_missingImage =
    [
        "No such image", "manifest unknown", "pull access denied", "repository does not exist", "repository name not known",
    ];

    private static readonly string[] s_portInUse = ["port is already allocated", "address already in use", "Bind for "];

    private static readonly string[] s_registry =
    [
        "dial tcp", "dial udp", "no such host", "network is unreachable", "connection refused", "connection reset", "i/o timeout",
        "TLS handshake", "request canceled while waiting", "Client.Timeout", "context deadline exceeded", "server misbehaving",
        "proxyconnect", "toomanyrequests", "unauthorized", "x509:", "unexpected status", "received unexpected HTTP status",
    ];

    // Met only when a container starts, and then called failures of its own by dockerd.
    private static readonly string[] s_wrongContainer =
    [
        "unable to find user", "unable to find group", "gathering device information", "seccomp profile failed", "valid action for seccomp",
        "invalid tmpfs option", "Cannot mkdir", "OCI runtime create failed",
    ];

    // These, too, come as failures of the runtime, and no other request would mend them.
    private static readonly string[] s_exhausted = ["cannot allocate memory", "resource temporarily unavailable", "too many open files"];

    public static Problem From(EngineException error)
    {
        var text = error.Message;
        if (Has(text, "no space left on device"))
        {
            return Problems.Make(507, ProblemCodes.DiskFull, $"The machine's disk is full: {text}",
                "Remove what is not needed, for example with 'docker system prune', or give the machine a larger disk.");
        }

        // 403 for a volume, but 500 for the root file system.
        if (Has(text, "is marked read-only"))
        {
            return Problems.ReadOnly(text);
        }

        return error.StatusCode switch
        {
            HttpStatusCode.NotFound => NotFound(text),
            HttpStatusCode.Conflict => Conflict(text),
            HttpStatusCode.Forbidden => NetworkConflict(text),
            HttpStatusCode.BadRequest => Problems.Invalid(text, "Mend the request; the text is dockerd's."),
            _ => Failure(text),
        };
    }

    public static bool IsMissingImage(EngineException error) => HasAny(error.Message, s_missingImage);

    private static Problem NotFound(string text)
    {
        if (Has(text, "No such container"))
        {
            return Problems.ContainerNotFound(text[(text.LastIndexOf(' ') + 1)..]);
        }

        if (Has(text, "Could not find the file") || Has(text, "no such file or directory"))
        {
            return Problems.Make(404, ProblemCodes.FileNotFound, text, "Check the path; it is one in the container, and its directory has to be there.");
        }

        if (HasAny(text, s_missingImage))
        {
            return ImageNotFound(text);
        }

        if (Has(text, "no such volume"))
        {
            return Problems.Make(404, ProblemCodes.VolumeNotFound, text, "List them with GET /v1/volumes.");
        }

        if (text.StartsWith("network ", StringComparison.Ordinal) || Has(text, "No such network"))
        {
            return Problems.Make(404, ProblemCodes.NetworkNotFound, text, "List them with GET /v1/networks.");
        }

        // The daemon has 404 for things the request only mentions, such as a driver.
        return Problems.Invalid(text, "Name one that is there; 'docker info' lists the drivers.");
    }

    private static Problem Conflict(string text)
    {
        if (Has(text, "is already in use by container"))
        {
            return Problems.Make(409, ProblemCodes.NameInUse, text, "Take another name, or remove that container first.");
        }

        if (Has(text, "prune operation is already running"))
        {
            return Problems.Make(409, ProblemCodes.EngineBusy, text, "Wait until that one has ended, then ask again.");
        }

        if (Has(text, "update the memoryswap at the same time"))
        {
            return Problems.Invalid(text, "Give memorySwapBytes together with memoryBytes; -1 is no limit.");
        }

        if (Has(text, "is paused"))
        {
            return Problems.Make(409, ProblemCodes.ContainerConflict, text, "Unpause the container first.");
        }

        if (Has(text, "network with name"))
        {
            return Problems.Make(409, ProblemCodes.NameInUse, text, "Take another name, or remove that network first.");
        }

        if (Has(text, "volume is in use"))
        {
            return Problems.Make(409, ProblemCodes.VolumeInUse, text, "Remove the containers that have it first.");
        }

        if (Has(text, "unable to delete") || Has(text, "unable to remove repository reference"))
        {
            return Problems.Make(409, ProblemCodes.ImageConflict, text, "Remove the containers that use it first, or use ?force=true.");
        }

        return Has(text, "is not running")
            ? Problems.Make(409, ProblemCodes.ContainerNotRunning, text, "Start the container first.")
            : Problems.Make(409, ProblemCodes.ContainerConflict, text, "Stop the container first, or use ?force=true to remove it.");
    }

    private static Problem Failure(string text)
    {
        if (HasAny(text, s_portInUse) && !Has(text, "dial tcp"))
        {
            return Problems.Make(409, ProblemCodes.PortInUse, text, "Take another host port, or stop what has this one.");
        }

        if (Has(text, "does not support reading"))
        {
            return Problems.Make(409, ProblemCodes.ContainerConflict, "The container's output is not kept: it was made with the logDriver 'none'.",
                "Attach to it while it runs, or make it with the logDriver 'json-file'.");
        }

        if (Has(text, "is not connected to"))
        {
            return NetworkConflict(text);
        }

        if (Has(text, "cannot overwrite"))
        {
            return Problems.Invalid(text, "Take another path, or remove what is there first.");
        }

        if (HasAny(text, s_missingImage) || (Has(text, "manifest for") && Has(text, "not found")))
        {
            return ImageNotFound(text);
        }

        if (HasAny(text, s_wrongContainer) && !HasAny(text, s_exhausted))
        {
            return Problems.Invalid(text, "Mend what the container was created with; the text is dockerd's.");
        }

        if (Has(text, "containerd.sock: connect:"))
        {
            return Problems.Make(503, ProblemCodes.EngineUnavailable, $"containerd does not answer: {text}", "It is being started again: GET /health says when it is ready.");
        }

        return HasAny(text, s_registry)
            ? Problems.Make(502, ProblemCodes.RegistryUnreachable, $"The image registry cannot be reached, or refused: {text}",
                "Check the network of the host, or bring the image in with POST /v1/images/import; 'busybox' is built in.")
            : Problems.Make(500, ProblemCodes.EngineError, text, "The text is dockerd's; its log in the machine may say more.");
    }

    private static Problem ImageNotFound(string text) => Problems.Make(404, ProblemCodes.ImageNotFound, text,
        "Check the name, pull the image with POST /v1/images/pull, or bring it in with POST /v1/images/import; 'busybox' is built in.");

    // dockerd has 403 for hardly anything but networks.
    private static Problem NetworkConflict(string text) => Problems.Make(409, ProblemCodes.NetworkConflict, text,
        "Look at it with GET /v1/networks/{id}: a network with containers stays, a range of addresses is given once, and dockerd's own networks are not changed.");

    private static bool HasAny(string text, string[] parts) => Array.Exists(parts, part => Has(text, part));

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
