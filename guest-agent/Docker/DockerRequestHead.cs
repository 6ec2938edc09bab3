using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Docker;

/// <summary>
/// The head of a client's request as dockerd gets it: without the prefix, without the machine's token, and good for one request, so that
/// the end of the answer is the end of the connection.
/// </summary>
internal static class DockerRequestHead
{
    public const string Prefix = "/docker";

    // Of this connection only (RFC 9110, 7.6.1), or settled between the client and Kestrel.
    private static readonly HashSet<string> s_ownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.Connection, HeaderNames.ContentLength, HeaderNames.Expect, HeaderNames.Host,
        HeaderNames.KeepAlive, HeaderNames.ProxyAuthorization, HeaderNames.ProxyConnection, HeaderNames.TE, HeaderNames.Trailer,
        HeaderNames.TransferEncoding, HeaderNames.Upgrade,
    };

    public static byte[] Write(HttpRequest request, InputKind input, long? length)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {Target(request)} HTTP/1.1\r\nHost: docker\r\n");
        var named = request.Headers.GetCommaSeparatedValues(HeaderNames.Connection);
        foreach (var (name, values) in request.Headers)
        {
            if (s_ownHeaders.Contains(name) || named.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        AppendFraming(head, request, input, length);
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private static void AppendFraming(StringBuilder head, HttpRequest request, InputKind input, long? length)
    {
        if (input == InputKind.ChunkedBody)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (length is { } bytes)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {bytes}\r\n");
        }

        head.Append(input == InputKind.Raw
            ? string.Create(CultureInfo.InvariantCulture, $"Connection: Upgrade, close\r\nUpgrade: {request.Headers.Upgrade}\r\n")
            : "Connection: close\r\n");
    }

    // As the client wrote it: dockerd tells '%2F' from '/'.
    private static string Target(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new ProblemException(Problems.Invalid(
                $"'{target}' does not begin with '{Prefix}'.", $"Send the path as it is, beginning with '{Prefix}/'."));
        }

        var rest = target[Prefix.Length..];
        return rest.StartsWith('/') ? rest : $"/{rest}";
    }
}
