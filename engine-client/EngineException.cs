using System.Net;

namespace Pockr.EngineClient;

/// <summary>dockerd answered, and the answer is an error; the message is dockerd's own.</summary>
public sealed class EngineException(HttpStatusCode statusCode, string message) : Exception(message)
{
    /// <summary>Status of the answer; 500 for an error met in a stream that had begun with 200.</summary>
    public HttpStatusCode StatusCode { get; } = statusCode;
}
