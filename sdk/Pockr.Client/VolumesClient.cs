using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>The volumes of a machine; <see cref="PockrClient.Volumes"/>.</summary>
public sealed class VolumesClient
{
    private const string Path = "v1/volumes";

    private readonly AgentConnection _connection;

    internal VolumesClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists the volumes.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<VolumeInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Path, null, ContractsJson.Default.IReadOnlyListVolumeInfo, cancellationToken);

    /// <summary>Makes a volume; one that is there already is left as it is.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<VolumeInfo> CreateAsync(CreateVolumeRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, Path, body, ContractsJson.Default.VolumeInfo, cancellationToken);
    }

    /// <summary>Everything about a volume.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such volume.</exception>
    public Task<VolumeInfo> InspectAsync(string name, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(name), null, ContractsJson.Default.VolumeInfo, cancellationToken);

    /// <summary>Removes a volume and what is in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such volume.</exception>
    /// <exception cref="ResourceConflictException">A container has it.</exception>
    public Task RemoveAsync(string name, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(name), cancellationToken);

    /// <summary>Removes volumes that no container has, and what is in them.</summary>
    /// <param name="all">Those with a name of their own, too.</param>
    /// <param name="labels">Only what has all of these, each <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<VolumesRemoved> PruneAsync(bool all = false, IReadOnlyList<string>? labels = null, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/prune", [("all", QueryText.Of(all)), .. (labels ?? []).Select(label => ("label", (string?)label))]);
        return _connection.SendAsync(HttpMethod.Post, path, null, ContractsJson.Default.VolumesRemoved, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    private static string Of(string name) => $"{Path}/{PathSegment.Of(name)}";
}
