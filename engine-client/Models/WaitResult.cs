namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>POST /containers/{id}/wait</c>.</summary>
public sealed record WaitResult(long StatusCode, WaitFailure? Error = null);

public sealed record WaitFailure(string? Message);

public enum WaitCondition
{
    /// <summary>When its process does not run, which may be so already.</summary>
    NotRunning,

    /// <summary>The next time its process ends.</summary>
    NextExit,

    /// <summary>When the container is gone; the exit code is told all the same.</summary>
    Removed,
}
