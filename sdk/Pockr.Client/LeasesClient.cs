using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// Leases of a machine; <see cref="PockrClient.Leases"/>. Containers with the label <see cref="Lease.Label"/> are removed when nobody renews
/// the lease it names.
/// </summary>
public sealed class LeasesClient
{
    private readonly AgentConnection _connection;

    internal LeasesClient(AgentConnection connection) => _connection = connection;

    /// <summary>Holds a lease from now on; one that is not there is made.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="seconds">How long it lasts unless it is renewed, 1 to <see cref="Lease.MostSeconds"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task RenewAsync(string id, int seconds, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Put, QueryText.Append(Of(id), ("seconds", QueryText.Of(seconds))), cancellationToken);

    /// <summary>Ends a lease, and removes the containers that are kept on it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The agent refused, or cannot be reached.</exception>
    public Task EndAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(id), cancellationToken);

    private static string Of(string id) => $"v1/leases/{PathSegment.Of(id)}";
}
