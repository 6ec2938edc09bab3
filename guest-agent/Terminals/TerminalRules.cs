using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Terminals;

/// <summary>What a request for a terminal has to be like.</summary>
internal static class TerminalRules
{
    private const int Longest = 1000;

    public static bool IsSize(int columns, int rows) => columns is >= 1 and <= Longest && rows is >= 1 and <= Longest;

    /// <summary>Checks what can be checked before anything is started.</summary>
    public static TerminalSize Check(HttpContext context, int columns, int rows)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new ProblemException(Problems.Invalid("The request is not for a WebSocket.", "Open a WebSocket on this path."));
        }

        return IsSize(columns, rows)
            ? new TerminalSize(columns, rows)
            : throw new ProblemException(Problems.Invalid($"{columns} columns and {rows} rows are no terminal.", $"Use 1 to {Longest} of each."));
    }
}
