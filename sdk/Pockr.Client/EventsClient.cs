using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>What happens in a machine's Docker; <see cref="PockrClient.Events"/>.</summary>
public sealed class EventsClient
{
    private readonly AgentConnection _connection;

    internal EventsClient(AgentConnection connection) => _connection = connection;

    /// <summary>Opens the stream: what happens from now on is in it, or what happens in the time that is asked for.</summary>
    /// <param name="options">Which events; all from now on if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public async Task<EventStream> OpenAsync(EventOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? new EventOptions();
        var path = QueryText.Append(
            "v1/events",
            [
                .. wanted.Types.Select(type => ("type", (string?)type)),
                .. wanted.Actions.Select(action => ("action", (string?)action)),
                .. wanted.Containers.Select(container => ("container", (string?)container)),
                ("since", QueryText.Of(wanted.Since)),
                ("until", QueryText.Of(wanted.Until)),
            ]);
        return new EventStream(await _connection.OpenAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>Events as they come in.</summary>
public sealed class EventStream : IDisposable
{
    private readonly AgentAnswer _answer;

    internal EventStream(AgentAnswer answer) => _answer = answer;

    /// <summary>Reads events until the agent ends the stream.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StreamCutException">The connection was lost, or dockerd ended.</exception>
    public async IAsyncEnumerable<DockerEvent> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var happened in JsonLines.ReadAsync(_answer.Body, ContractsJson.Default.DockerEvent, cancellationToken).ConfigureAwait(false))
        {
            yield return happened.Cursor is null ? throw new StreamCutException() : happened;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _answer.Dispose();
}
