namespace Pockr.Contracts;

/// <summary>Values of <see cref="Problem.Code"/>. They are contract: added to, never renamed.</summary>
public static class ProblemCodes
{
    /// <summary>401: no <c>Authorization: Bearer</c> header.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>401: the token is not this machine's.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>401: the browser's key has expired, or was made for another token.</summary>
    public const string BrowserKeyInvalid = "browser_key_invalid";

    /// <summary>401: the code was used, has expired, or was never given out.</summary>
    public const string SignInCodeInvalid = "sign_in_code_invalid";

    /// <summary>429: too many requests with a wrong token, key or code at once.</summary>
    public const string TooManyFailedLogins = "too_many_failed_logins";

    /// <summary>421: the Host header names a host that is not this agent.</summary>
    public const string HostRefused = "host_refused";

    /// <summary>403: a web page of another site sent the request.</summary>
    public const string OriginRefused = "origin_refused";

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

    /// <summary>409: something is at the path already.</summary>
    public const string FileExists = "file_exists";

    /// <summary>409: the directory is not empty, so that only a recursive removal takes it.</summary>
    public const string DirectoryNotEmpty = "directory_not_empty";

    /// <summary>409: the path is a mount of the container.</summary>
    public const string MountPoint = "mount_point";

    /// <summary>409: it can be copied there, but not moved.</summary>
    public const string OtherFileSystem = "other_file_system";

    /// <summary>409: the file system cannot be written.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>409: the container has to be running for this.</summary>
    public const string ContainerNotRunning = "container_not_running";

    /// <summary>409: the container is in a state in which this cannot be done.</summary>
    public const string ContainerConflict = "container_conflict";

    /// <summary>404: no detached exec of that id.</summary>
    public const string ExecNotFound = "exec_not_found";

    /// <summary>409: the detached exec has ended.</summary>
    public const string ExecEnded = "exec_ended";

    /// <summary>429: as many detached execs run as there can be.</summary>
    public const string TooManyExecs = "too_many_execs";

    /// <summary>404: no session of that id.</summary>
    public const string SessionNotFound = "session_not_found";

    /// <summary>409: the session runs a command that somebody waits for, or has not read what it was sent before.</summary>
    public const string SessionBusy = "session_busy";

    /// <summary>409: the session has ended.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>429: as many sessions run as there can be.</summary>
    public const string TooManySessions = "too_many_sessions";

    /// <summary>409: another container has the name.</summary>
    public const string NameInUse = "name_in_use";

    /// <summary>409: another container or program in the machine has the port.</summary>
    public const string PortInUse = "port_in_use";

    /// <summary>404: the image is neither in the machine nor in the registry.</summary>
    public const string ImageNotFound = "image_not_found";

    /// <summary>409: the image is in use, or has several names, so that only force removes it.</summary>
    public const string ImageConflict = "image_conflict";

    /// <summary>415: the upload or download is no tar, or is compressed in a way that is not understood.</summary>
    public const string UnsupportedArchive = "unsupported_archive";

    /// <summary>400: the archive is cut or damaged, or does not hold what it has to.</summary>
    public const string InvalidArchive = "invalid_archive";

    /// <summary>413: the archive is larger than the agent takes.</summary>
    public const string ArchiveTooLarge = "archive_too_large";

    /// <summary>422: the bytes are not those whose digest was given.</summary>
    public const string DigestMismatch = "digest_mismatch";

    /// <summary>502: what was to be downloaded cannot be had.</summary>
    public const string DownloadFailed = "download_failed";

    /// <summary>400, as the last line of a build: a step of the Dockerfile failed.</summary>
    public const string BuildFailed = "build_failed";

    /// <summary>404: no network of that name or id.</summary>
    public const string NetworkNotFound = "network_not_found";

    /// <summary>409: the network is in use, is one of the engine's own, or overlaps another.</summary>
    public const string NetworkConflict = "network_conflict";

    /// <summary>422: the machine finds no IPv4 address of a host's name.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>404: no volume of that name.</summary>
    public const string VolumeNotFound = "volume_not_found";

    /// <summary>409: a container has the volume.</summary>
    public const string VolumeInUse = "volume_in_use";

    /// <summary>502: the registry cannot be reached, or refused.</summary>
    public const string RegistryUnreachable = "registry_unreachable";

    /// <summary>404: the machine does not keep this log.</summary>
    public const string LogNotFound = "log_not_found";

    /// <summary>403: the machine does not let the agent do this.</summary>
    public const string NotPermitted = "not_permitted";

    /// <summary>409: a container, or the machine itself, has something open in a shared directory.</summary>
    public const string MountBusy = "mount_busy";

    /// <summary>502: the machine cannot mount a directory of the host.</summary>
    public const string MountFailed = "mount_failed";

    /// <summary>409: dockerd is at this very thing for somebody else already.</summary>
    public const string EngineBusy = "engine_busy";

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
