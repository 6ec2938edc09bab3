namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /containers/{id}/exec</c>.</summary>
public sealed record ExecSpec
{
    public required IReadOnlyList<string> Cmd { get; init; }

    /// <summary>Each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public bool AttachStdout { get; init; } = true;

    public bool AttachStderr { get; init; } = true;
}

/// <summary>Answer of <c>POST /containers/{id}/exec</c>.</summary>
public sealed record ExecCreated(string Id);

/// <summary>Body of <c>POST /exec/{id}/start</c>.</summary>
internal sealed record ExecStart(bool Detach = false, bool Tty = false);
