using System.Globalization;
using System.Net;

namespace Pockr.Machines.Agent;

/// <summary>Fields of an answer's head.</summary>
internal sealed class ResponseHead
{
    public const string ContentLength = "Content-Length";

    private const int MostFields = 100;
    private const string Version = "HTTP/1.1 ";

    private readonly List<(string Name, string Value)> _fields = [];

    /// <summary>Bytes of the body, where that is told.</summary>
    public long? Length { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>Whether the connection ends with the answer.</summary>
    public bool Closes { get; private set; }

    public static (HttpStatusCode Status, ResponseHead Fields) Read(BlockingConnection connection, CancellationToken cancellationToken)
    {
        var status = ReadStatus(connection.ReadLine(cancellationToken));
        var head = new ResponseHead { Length = HasNoBody(status) ? 0 : null };
        for (string line; (line = connection.ReadLine(cancellationToken)).Length > 0;)
        {
            head.Add(line);
        }

        return (status, head);
    }

    public string? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }

    public void CopyTo(HttpResponseMessage response)
    {
        foreach (var (name, value) in _fields)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static HttpStatusCode ReadStatus(string line) =>
        line.StartsWith(Version, StringComparison.Ordinal) && line.Length >= Version.Length + 3
            && int.TryParse(line.AsSpan(Version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= 200
            ? (HttpStatusCode)status
            : throw new IOException($"The answer does not begin as one of HTTP/1.1 does: '{line[..Math.Min(line.Length, 40)]}'.");

    private static bool HasNoBody(HttpStatusCode status) => status is HttpStatusCode.NoContent or HttpStatusCode.NotModified;

    private void Add(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || _fields.Count == MostFields)
        {
            throw new IOException("The answer's head cannot be read.");
        }

        var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
        _fields.Add((name, value));
        if (name.Equals(ContentLength, StringComparison.OrdinalIgnoreCase))
        {
            Length = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new IOException($"The answer's length cannot be read: '{value}'.");
        }

        IsChunked |= name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        Closes |= name.Equals("Connection", StringComparison.OrdinalIgnoreCase) && value.Equals("close", StringComparison.OrdinalIgnoreCase);
    }
}
