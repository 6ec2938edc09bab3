using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>The networks of a machine; <see cref="PockrClient.Networks"/>. A network is named by its name or its id.</summary>
public sealed class NetworksClient
{
    private const string Path = "v1/networks";

    private readonly AgentConnection _connection;

    internal NetworksClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists the networks.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<NetworkSummary>> ListAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Path, null, ContractsJson.Default.IReadOnlyListNetworkSummary, cancellationToken);

    /// <summary>Makes a network.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The name is taken, or the addresses overlap another's.</exception>
    public Task<NetworkCreated> CreateAsync(CreateNetworkRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, Path, body, ContractsJson.Default.NetworkCreated, cancellationToken);
    }

    /// <summary>Everything about a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such network.</exception>
    public Task<NetworkDetails> InspectAsync(string network, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(network), null, ContractsJson.Default.NetworkDetails, cancellationToken);

    /// <summary>Removes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such network.</exception>
    /// <exception cref="ResourceConflictException">Containers are in it, or it is one of Docker's own.</exception>
    public Task RemoveAsync(string network, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(network), cancellationToken);

    /// <summary>Removes networks without containers.</summary>
    /// <param name="labels">Only what has all of these, each <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<NetworksRemoved> PruneAsync(IReadOnlyList<string>? labels = null, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/prune", (labels ?? []).Select(label => ("label", (string?)label)));
        return _connection.SendAsync(HttpMethod.Post, path, null, ContractsJson.Default.NetworksRemoved, cancellationToken);
    }

    /// <summary>Puts a container into a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="request">The container, and what it is in the network.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such network or container.</exception>
    public Task ConnectAsync(string network, ConnectNetworkRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, $"{Of(network)}/connect", cancellationToken, body: body);
    }

    /// <summary>Takes a container out of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="request">The container.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such network or container.</exception>
    public Task DisconnectAsync(string network, DisconnectNetworkRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, $"{Of(network)}/disconnect", cancellationToken, body: body);
    }

    private static string Of(string network) => $"{Path}/{PathSegment.Of(network)}";
}
