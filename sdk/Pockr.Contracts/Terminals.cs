namespace Pockr.Contracts;

/// <summary>A text message from the client on the WebSocket of a terminal.</summary>
/// <param name="Resize">New size of the terminal.</param>
public sealed record TerminalControl(TerminalResize Resize);

/// <summary>Size of a terminal in characters.</summary>
/// <param name="Columns">1 to 1000.</param>
/// <param name="Rows">1 to 1000.</param>
public sealed record TerminalResize(int Columns, int Rows);

/// <summary>The text message from the agent on the WebSocket of a terminal, always its last message.</summary>
/// <param name="ExitCode">Exit code of the command.</param>
/// <param name="Error">Why there is none.</param>
public sealed record TerminalEnd(int? ExitCode = null, Problem? Error = null);
