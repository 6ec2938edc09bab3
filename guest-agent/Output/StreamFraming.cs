using System.Net.Http.Headers;

namespace Pockr.GuestAgent.Output;

/// <summary>What is put around each JSON item of a stream.</summary>
internal sealed record StreamFraming(string ContentType, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After)
{
    public const string EventStream = "text/event-stream";

    private static readonly StreamFraming s_lines = new("application/x-ndjson", default, "\n"u8.ToArray());
    private static readonly StreamFraming s_events = new(EventStream, "data: "u8.ToArray(), "\n\n"u8.ToArray());

    /// <summary>Events for who asks for them by name; lines for everybody else.</summary>
    public static StreamFraming For(HttpRequest request)
    {
        return request.Headers.Accept.Any(accept => (accept ?? "").Split(',').Any(IsEventStream)) ? s_events : s_lines;
    }

    private static bool IsEventStream(string accepted)
    {
        return MediaTypeWithQualityHeaderValue.TryParse(accepted, out var type)
            && type.Quality != 0
            && string.Equals(type.MediaType, EventStream, StringComparison.OrdinalIgnoreCase);
    }
}
