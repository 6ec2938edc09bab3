namespace Pockr.Client;

/// <summary>
/// A transport that sends JSON by itself: .NET's requests and their fields are made for all that HTTP can do, and take longer to be made ready
/// than a short command does to send the one it has.
/// </summary>
internal interface IJsonTransport
{
    /// <param name="agent">Address of the agent.</param>
    /// <param name="path">Of the route, without the slash it begins with.</param>
    /// <param name="json">The body.</param>
    /// <param name="authorization">Value of the field of that name.</param>
    /// <param name="cancellationToken">Ends the request, and the reading of its answer's head.</param>
    /// <exception cref="HttpRequestException">There is no connection, or no answer.</exception>
    AgentAnswer Post(Uri agent, string path, byte[] json, string authorization, CancellationToken cancellationToken);
}
