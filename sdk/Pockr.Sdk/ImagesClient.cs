using System.Runtime.CompilerServices;
using Pockr.Contracts;

namespace Pockr.Sdk;

/// <summary>The images of a machine; <see cref="PockrClient.Images"/>.</summary>
public sealed class ImagesClient
{
    private const string Path = "v1/images";

    private readonly AgentConnection _connection;

    internal ImagesClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists the images in the machine.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        return _connection.SendAsync(HttpMethod.Get, Path, null, ContractsJson.Default.IReadOnlyListImageSummary, cancellationToken);
    }

    /// <summary>Pulls an image; the image is there once the stream has ended.</summary>
    /// <param name="image">Name; <c>:latest</c> if it has neither tag nor digest.</param>
    /// <param name="cancellationToken">Ends the request and the pull.</param>
    /// <exception cref="PockrException">The registry has no such image, or cannot be reached.</exception>
    public async IAsyncEnumerable<PullProgress> PullAsync(
        string image,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new PullImageRequest(image), ContractsJson.Default.PullImageRequest);
        using var response = await _connection.OpenAsync(HttpMethod.Post, $"{Path}/pull", body, cancellationToken).ConfigureAwait(false);
        await foreach (var progress in JsonLines.ReadAsync(response, ContractsJson.Default.PullProgress, cancellationToken).ConfigureAwait(false))
        {
            if (progress.Error is { } problem)
            {
                throw PockrException.From(problem);
            }

            yield return progress;
        }
    }

    /// <summary>Makes an image out of a root file system.</summary>
    /// <param name="image">Name and tag it gets.</param>
    /// <param name="tar">The root file system as a tar, plain or compressed with gzip, bzip2, xz or zstd.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ImageImported> ImportAsync(string image, Stream tar, CancellationToken cancellationToken = default)
    {
        var body = new StreamContent(tar);
        body.Headers.ContentType = new("application/x-tar");
        var path = $"{Path}/import?image={Uri.EscapeDataString(image)}";
        return _connection.SendAsync(HttpMethod.Post, path, body, ContractsJson.Default.ImageImported, cancellationToken, Timeout.InfiniteTimeSpan);
    }
}
