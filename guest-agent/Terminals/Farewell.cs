using System.Net.WebSockets;

namespace Pockr.GuestAgent.Terminals;

/// <summary>How a WebSocket is closed.</summary>
internal sealed record Farewell(WebSocketCloseStatus Status, string? Text)
{
    public static Farewell Normal { get; } = new(WebSocketCloseStatus.NormalClosure, null);

    public static Farewell NotUnderstood { get; } = new(
        WebSocketCloseStatus.PolicyViolation, "A text message is {\"resize\":{\"columns\":1-1000,\"rows\":1-1000}} or {\"endInput\":true}.");
}
