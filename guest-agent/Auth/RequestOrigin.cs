using System.Net;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Auth;

/// <summary>
/// Keeps web pages out. A page of any site can send requests to 127.0.0.1 from its reader's browser, and with a name of its own that it
/// lets point there it can read the answers too. A browser tells both: the name as Host, the site as Origin.
/// </summary>
internal sealed class RequestOrigin(RequestDelegate next, AgentOptions options)
{
    private readonly string[] _allowed = ["localhost", .. options.AllowedHosts];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsAllowedHost(request.Host.Host))
        {
            return ProblemMiddleware.WriteAsync(context, Problems.HostRefused(request.Host.Value ?? ""));
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsSame(origin, request)
            ? next(context)
            : ProblemMiddleware.WriteAsync(context, Problems.OriginRefused(origin));
    }

    // An address cannot be made to point elsewhere, a name can.
    private bool IsAllowedHost(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) || _allowed.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsSame(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
