using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// The page that opens a WebSocket can set one header of it, the names of protocols. So the key is one of them: <c>pockr, pockr.bearer.KEY</c>,
/// and the first is what the agent answers.
/// </summary>
internal static class SocketProtocol
{
    private const string Name = "pockr";
    private const string Bearer = $"{Name}.bearer.";

    /// <summary>The key, or nothing where the request is for no WebSocket of the agent's own: dockerd's would be told it.</summary>
    public static string? BearerOf(HttpRequest request) => IsOwnWebSocket(request)
        ? request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol)
            .FirstOrDefault(name => name.StartsWith(Bearer, StringComparison.Ordinal))?[Bearer.Length..]
        : null;

    public static Task<WebSocket> AcceptTerminalAsync(this HttpContext context) =>
        context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.Contains(Name) ? Name : null);

    private static bool IsOwnWebSocket(HttpRequest request) =>
        request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
        && request.HttpContext.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);
}
