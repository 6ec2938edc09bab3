namespace Pockr.Contracts;

/// <summary>Body of <c>POST /v1/containers/{id}/exec/run</c>.</summary>
/// <param name="Cmd">Command and arguments; no shell is put in between.</param>
/// <param name="Env">Environment in addition to the container's, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the command starts in.</param>
/// <param name="User">User the command runs as.</param>
/// <param name="Stdin">Standard input, which ends after it; there is none if absent.</param>
/// <param name="TimeoutSeconds">Time after which the command is ended with everything it started, 1 to 3600.</param>
/// <param name="MaxOutputBytes">How much of each stream is kept, 0 to 16777216 bytes.</param>
public sealed record ExecRunRequest(
    IReadOnlyList<string> Cmd,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null,
    string? Stdin = null,
    int TimeoutSeconds = 30,
    int MaxOutputBytes = 1024 * 1024);

/// <summary>Answer of <c>POST /v1/containers/{id}/exec/run</c>.</summary>
/// <param name="ExitCode">Exit code; absent only if the time was over and the command could not be ended.</param>
/// <param name="Stdout">Beginning of standard output; bytes that are not UTF-8 are replaced with U+FFFD.</param>
/// <param name="Stderr">Beginning of standard error, likewise.</param>
/// <param name="DurationMilliseconds">Time from the start to the end, in milliseconds.</param>
/// <param name="TimedOut">Whether it was ended because its time was over.</param>
/// <param name="Truncated">Whether a stream had more than was kept.</param>
/// <param name="StdoutBytes">Bytes the command wrote to standard output, kept or not.</param>
/// <param name="StderrBytes">Bytes the command wrote to standard error, kept or not.</param>
public sealed record ExecRunResult(
    int? ExitCode,
    string Stdout,
    string Stderr,
    long DurationMilliseconds,
    bool TimedOut,
    bool Truncated,
    long StdoutBytes,
    long StderrBytes);

/// <summary>Answer of <c>POST /v1/containers/{id}/exec/detached</c>.</summary>
/// <param name="Id">Name of the exec in <c>/v1/execs</c>: 32 hexadecimal digits.</param>
public sealed record ExecStarted(string Id);

/// <summary>A detached exec.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Container">Container as it was named in the request.</param>
/// <param name="Cmd">Command and arguments.</param>
/// <param name="StartedAt">Time of its start, UTC.</param>
/// <param name="Running">Whether it runs.</param>
/// <param name="ExitCode">Exit code, when it has ended.</param>
/// <param name="TimedOut">Whether it was ended because its time was over.</param>
/// <param name="BufferedBytes">Bytes of output that can be read.</param>
/// <param name="DroppedBytes">Bytes of output that had to make room for newer ones.</param>
/// <param name="Error">Why its output or its exit code are not known.</param>
public sealed record ExecInfo(
    string Id,
    string Container,
    IReadOnlyList<string> Cmd,
    DateTimeOffset StartedAt,
    bool Running,
    int? ExitCode,
    bool TimedOut,
    long BufferedBytes,
    long DroppedBytes,
    Problem? Error = null);

/// <summary>Answer of <c>GET /v1/execs/{id}/output</c>.</summary>
/// <param name="Frames">The output, in the order in which it came.</param>
/// <param name="Cursor">What to ask with for what comes next.</param>
/// <param name="DroppedBytes">Bytes between what was asked for and the first frame that are no longer there.</param>
/// <param name="Ended">Whether nothing will come after this.</param>
public sealed record BufferedOutput(IReadOnlyList<OutputFrame> Frames, long Cursor, long DroppedBytes, bool Ended);

/// <summary>Body of <c>POST /v1/execs/{id}/signal</c>.</summary>
/// <param name="Signal"><c>TERM</c>, <c>SIGTERM</c> or <c>15</c>.</param>
public sealed record SignalRequest(string Signal);
