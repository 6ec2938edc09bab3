namespace Pockr.Contracts;

/// <summary>Body of <c>POST /v1/containers/{id}/sessions</c>.</summary>
/// <param name="Shell">Shell and its arguments, <c>sh</c> if absent; a POSIX shell that reads commands from its standard input.</param>
/// <param name="Env">Environment in addition to the container's, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the shell starts in.</param>
/// <param name="User">User the shell runs as.</param>
public sealed record CreateSessionRequest(
    IReadOnlyList<string>? Shell = null,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null);

/// <summary>A shell that keeps its directory, its variables and its functions from one command to the next.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Container">Container as it was named in the request.</param>
/// <param name="ContainerId">Id of the container: 64 hexadecimal digits.</param>
/// <param name="Shell">Shell and its arguments.</param>
/// <param name="StartedAt">Time of its start, UTC.</param>
/// <param name="State"><see cref="Running"/>, <see cref="Busy"/> or <see cref="Ended"/>.</param>
/// <param name="BufferedBytes">Bytes of output that can be read.</param>
/// <param name="DroppedBytes">Bytes of output that had to make room for newer ones.</param>
/// <param name="ExitCode">Exit code of the shell, when it has ended and the code is known.</param>
/// <param name="Error">Why it has ended, if not by itself: <c>container_not_running</c> when the container stopped.</param>
public sealed record SessionInfo(
    string Id,
    string Container,
    string ContainerId,
    IReadOnlyList<string> Shell,
    DateTimeOffset StartedAt,
    string State,
    long BufferedBytes,
    long DroppedBytes,
    int? ExitCode = null,
    Problem? Error = null)
{
    /// <summary>Value of <see cref="State"/>: takes commands and input.</summary>
    public const string Running = "running";

    /// <summary>Value of <see cref="State"/>: runs a command that somebody waits for.</summary>
    public const string Busy = "busy";

    /// <summary>Value of <see cref="State"/>: its shell has ended.</summary>
    public const string Ended = "ended";
}

/// <summary>Body of <c>POST /v1/sessions/{id}/run</c>.</summary>
/// <param name="Command">Shell commands, up to 131072 bytes. Their standard input is empty.</param>
/// <param name="TimeoutSeconds">Time after which the command is interrupted, 1 to 3600.</param>
/// <param name="MaxOutputBytes">How much of each stream is kept, 0 to 16777216 bytes.</param>
public sealed record SessionRunRequest(string Command, int TimeoutSeconds = 30, int MaxOutputBytes = 1024 * 1024);

/// <summary>Answer of <c>POST /v1/sessions/{id}/run</c>.</summary>
/// <param name="Stdout">Beginning of standard output; bytes that are not UTF-8 are replaced with U+FFFD.</param>
/// <param name="Stderr">Beginning of standard error, likewise.</param>
/// <param name="TimedOut">Whether it was interrupted because its time was over.</param>
/// <param name="Truncated">Whether a stream had more than was kept.</param>
/// <param name="DurationSeconds">Time from the start to the end, in seconds.</param>
/// <param name="Ended">Whether the session has ended, by the command (<c>exit</c>) or because the command could not be interrupted.</param>
/// <param name="ExitCode">Exit code of the command, or of the shell if it has ended; absent if it was interrupted or is not known.</param>
public sealed record SessionResult(
    string Stdout,
    string Stderr,
    bool TimedOut,
    bool Truncated,
    double DurationSeconds,
    bool Ended,
    int? ExitCode = null);

/// <summary>Body of <c>POST /v1/sessions/{id}/send</c>.</summary>
/// <param name="Text">What the shell, or the program that reads its input, gets, up to 131072 bytes; a line ends with a newline.</param>
public sealed record SessionSendRequest(string Text);
