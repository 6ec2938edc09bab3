using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>What happens in a machine's Docker; <see cref="PockrClient.Events"/>.</summary>
public sealed class EventsClient
{
    private readonly AgentConnection _connection;

    internal EventsClient(AgentConnection connection) => _connection = connection;

    /// <summary>Opens the stream: what happens from now on is in it.</summary>
    /// <param name="types">Only events of these kinds, such as <c>container</c>; all if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task<EventStream> OpenAsync(IReadOnlyList<string>? types = null, CancellationToken cancellationToken = default) =>
        OpenAsync(types, containers: null, since: null, until: null, cancellationToken);

    /// <summary>Opens the stream of what happens between two times.</summary>
    /// <param name="types">Only events of these kinds, such as <c>container</c>; all if <see langword="null"/>.</param>
    /// <param name="containers">Only events of these containers; all if <see langword="null"/>.</param>
    /// <param name="since">When it begins; now if <see langword="null"/>. Docker keeps 256 events.</param>
    /// <param name="until">When it ends; never if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public async Task<EventStream> OpenAsync(
        IReadOnlyList<string>? types,
        IReadOnlyList<string>? containers,
        DateTimeOffset? since,
        DateTimeOffset? until,
        CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append(
            "v1/events",
            [
                .. (types ?? []).Select(type => ("type", (string?)type)),
                .. (containers ?? []).Select(container => ("container", (string?)container)),
                ("since", QueryText.Of(since)),
                ("until", QueryText.Of(until)),
            ]);
        return new EventStream(await _connection.OpenAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>Events as they come in.</summary>
public sealed class EventStream : IDisposable
{
    private readonly HttpResponseMessage _response;

    internal EventStream(HttpResponseMessage response) => _response = response;

    /// <summary>Reads events until the agent ends the stream.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StreamCutException">The connection was lost, or dockerd ended.</exception>
    public async IAsyncEnumerable<DockerEvent> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var happened in JsonLines.ReadAsync(_response, ContractsJson.Default.DockerEvent, cancellationToken).ConfigureAwait(false))
        {
            yield return happened.Cursor is null ? throw new StreamCutException() : happened;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _response.Dispose();
}
