using System.Net;

namespace Pockr.Client;

/// <summary>An answer whose head is there, and whose body is read as it comes; what is left of it goes with its disposal.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Location">Address of what was made.</param>
/// <param name="Body">Its body.</param>
/// <param name="Owner">What else ends with it.</param>
internal sealed record AgentAnswer(HttpStatusCode Status, string? Location, Stream Body, IDisposable? Owner = null) : IDisposable
{
    public static async Task<AgentAnswer> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new AgentAnswer(response.StatusCode, response.Headers.Location?.OriginalString, body, response);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Body.Dispose();
        Owner?.Dispose();
    }
}
