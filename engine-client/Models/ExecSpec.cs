namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /containers/{id}/exec</c>.</summary>
public sealed record ExecSpec
{
    public required IReadOnlyList<string> Cmd { get; init; }

    /// <summary>Each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    public string? WorkingDir { get; init; }

    public string? User { get; init; }

    public bool AttachStdin { get; init; }

    public bool Tty { get; init; }

    /// <summary>Keys that detach; those of a terminal are none that anybody presses.</summary>
    public string? DetachKeys => Tty ? EngineClient.DetachKeys.Unused : null;

    public bool AttachStdout { get; init; } = true;

    public bool AttachStderr { get; init; } = true;
}

/// <summary>Answer of <c>POST /containers/{id}/exec</c>.</summary>
public sealed record ExecCreated(string Id);

/// <summary>Body of <c>POST /exec/{id}/start</c>.</summary>
/// <param name="Detach">Whether nobody listens to it.</param>
/// <param name="Tty">Whether it was created with a terminal.</param>
/// <param name="ConsoleSize">Rows and columns of the terminal.</param>
internal sealed record ExecStart(bool Detach = false, bool Tty = false, IReadOnlyList<int>? ConsoleSize = null);
