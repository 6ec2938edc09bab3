namespace Pockr.Sdk.Sandboxes;

/// <summary>A command that is run in a sandbox.</summary>
/// <param name="Cmd">Command and arguments; no shell is put in between.</param>
/// <param name="TimeoutSeconds">Seconds after which it is ended with everything it started, 1 to 86400; the sandbox's own if absent.</param>
/// <param name="Env">Environment in addition to the sandbox's, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory it starts in; the image's own if absent.</param>
/// <param name="User">User it runs as; the image's own if absent.</param>
/// <param name="Stdin">Standard input, which ends after it; there is none if absent.</param>
/// <param name="MaxOutputBytes">How much of its output is wanted, in bytes, of both streams together; what is more is let go.</param>
public sealed record SandboxRun(
    IReadOnlyList<string> Cmd,
    int? TimeoutSeconds = null,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null,
    string? Stdin = null,
    long MaxOutputBytes = SandboxRun.UsualMaxOutputBytes)
{
    /// <summary>How much of a command's output is wanted, unless it is said otherwise, in bytes (as in pocketdock).</summary>
    public const long UsualMaxOutputBytes = 10 * 1024 * 1024;
}
