namespace Pockr.Contracts;

/// <summary>Values of <see cref="Problem.Code"/>. They are contract: added to, never renamed.</summary>
public static class ProblemCodes
{
    /// <summary>401: no <c>Authorization: Bearer</c> header.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>401: the token is not this machine's.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>503: the machine was started without a token, so nothing but <c>/health</c> answers.</summary>
    public const string TokenNotConfigured = "token_not_configured";

    /// <summary>400 or 422: a value of the request cannot be used.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>404: no such path.</summary>
    public const string NotFound = "not_found";

    /// <summary>405: the path does not answer to this verb.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>426: the path only answers to an upgrade of the connection.</summary>
    public const string UpgradeRequired = "upgrade_required";

    /// <summary>404: no container of that name or id.</summary>
    public const string ContainerNotFound = "container_not_found";

    /// <summary>404: no such file or directory in the container.</summary>
    public const string FileNotFound = "file_not_found";

    /// <summary>409: the container has to be running for this.</summary>
    public const string ContainerNotRunning = "container_not_running";

    /// <summary>409: the container is in a state in which this cannot be done.</summary>
    public const string ContainerConflict = "container_conflict";

    /// <summary>409: another container has the name.</summary>
    public const string NameInUse = "name_in_use";

    /// <summary>409: another container or program in the machine has the port.</summary>
    public const string PortInUse = "port_in_use";

    /// <summary>404: the image is neither in the machine nor in the registry.</summary>
    public const string ImageNotFound = "image_not_found";

    /// <summary>502: the registry cannot be reached, or refused.</summary>
    public const string RegistryUnreachable = "registry_unreachable";

    /// <summary>503: dockerd is not ready.</summary>
    public const string EngineUnavailable = "engine_unavailable";

    /// <summary>500: dockerd failed in a way that has no code of its own.</summary>
    public const string EngineError = "engine_error";

    /// <summary>504: the command did not end in time and was ended.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>507: the machine's disk is full.</summary>
    public const string DiskFull = "disk_full";

    /// <summary>500: a bug in the agent.</summary>
    public const string InternalError = "internal_error";
}
