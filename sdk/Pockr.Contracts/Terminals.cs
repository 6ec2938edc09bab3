namespace Pockr.Contracts;

/// <summary>A text message from the client on the WebSocket of a terminal: one of its members is there.</summary>
/// <param name="Resize">New size of the terminal.</param>
/// <param name="EndInput">True: no input comes after this, while output goes on.</param>
public sealed record TerminalControl(TerminalResize? Resize = null, bool? EndInput = null);

/// <summary>First byte of each binary message from the agent, where streams are told apart (<c>streams=true</c>).</summary>
public static class TerminalStreams
{
    /// <summary>The rest is standard output, or a terminal's only stream.</summary>
    public const byte Stdout = 1;

    /// <summary>The rest is standard error.</summary>
    public const byte Stderr = 2;
}

/// <summary>Size of a terminal in characters.</summary>
/// <param name="Columns">1 to 1000.</param>
/// <param name="Rows">1 to 1000.</param>
public sealed record TerminalResize(int Columns, int Rows);

/// <summary>The text message from the agent on the WebSocket of a terminal, always its last message.</summary>
/// <param name="ExitCode">Exit code of the command.</param>
/// <param name="Error">Why there is none.</param>
public sealed record TerminalEnd(int? ExitCode = null, Problem? Error = null);
