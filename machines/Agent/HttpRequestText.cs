using System.Globalization;
using System.Text;

namespace Pockr.Machines.Agent;

/// <summary>A request as HTTP/1.1 has it, head and body.</summary>
internal static class HttpRequestText
{
    public static byte[] Of(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        var head = new StringBuilder(512);
        head.Append(request.Method.Method).Append(' ').Append(request.RequestUri!.PathAndQuery).Append(" HTTP/1.1\r\n");
        Append(head, "Host", request.RequestUri.Authority);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            Append(head, name, values.ToString());
        }

        if (request.Content is not null)
        {
            AppendContent(head, request.Content, body.Length);
        }

        return Whole(head, body.ToArray());
    }

    /// <summary>JSON for a route of the agent.</summary>
    public static byte[] OfPost(Uri agent, string path, byte[] json, string authorization)
    {
        var head = new StringBuilder(512);
        head.Append("POST /").Append(path).Append(" HTTP/1.1\r\n");
        Append(head, "Host", agent.Authority);
        Append(head, "Authorization", authorization);
        Append(head, "Content-Type", "application/json");
        Append(head, ResponseHead.ContentLength, json.Length.ToString(CultureInfo.InvariantCulture));
        return Whole(head, json);
    }

    private static byte[] Whole(StringBuilder head, byte[] body) => [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];

    private static void AppendContent(StringBuilder head, HttpContent content, long length)
    {
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            if (!name.Equals(ResponseHead.ContentLength, StringComparison.OrdinalIgnoreCase))
            {
                Append(head, name, values.ToString());
            }
        }

        Append(head, ResponseHead.ContentLength, length.ToString(CultureInfo.InvariantCulture));
    }

    private static void Append(StringBuilder head, string name, string value) => head.Append(name).Append(": ").Append(value).Append("\r\n");
}
