using System.Runtime.CompilerServices;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>The images of a machine; <see cref="PockrClient.Images"/>. An image is named by <c>NAME[:TAG]</c>, by its id, or by the id's beginning.</summary>
public sealed class ImagesClient
{
    private const string Path = "v1/images";
    private const string Tar = "application/x-tar";

    private readonly AgentConnection _connection;

    internal ImagesClient(AgentConnection connection) => _connection = connection;

    /// <summary>Lists the images in the machine.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(CancellationToken cancellationToken = default) => ListAsync(all: false, cancellationToken);

    /// <summary>Lists the images in the machine.</summary>
    /// <param name="all">Whether to list those that a build has left between its steps as well.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(bool all, CancellationToken cancellationToken = default)
    {
        return _connection.SendAsync(HttpMethod.Get, all ? $"{Path}?all=true" : Path, null, ContractsJson.Default.IReadOnlyListImageSummary, cancellationToken);
    }

    /// <summary>Everything about an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    public Task<ImageDetails> InspectAsync(string image, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/inspect", ("image", image));
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.ImageDetails, cancellationToken);
    }

    /// <summary>The steps an image was made in, the newest first.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    public Task<IReadOnlyList<ImageHistoryEntry>> GetHistoryAsync(string image, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/history", ("image", image));
        return _connection.SendAsync(HttpMethod.Get, path, null, ContractsJson.Default.IReadOnlyListImageHistoryEntry, cancellationToken);
    }

    /// <summary>Pulls an image; the image is there once the stream has ended.</summary>
    /// <param name="image">Name; <c>:latest</c> if it has neither tag nor digest.</param>
    /// <param name="cancellationToken">Ends the request and the pull.</param>
    /// <exception cref="PockrException">The registry has no such image, or cannot be reached.</exception>
    public async IAsyncEnumerable<PullProgress> PullAsync(
        string image,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(new PullImageRequest(image));
        using var answer = await _connection.OpenAsync(HttpMethod.Post, $"{Path}/pull", body, cancellationToken).ConfigureAwait(false);
        await foreach (var progress in JsonLines.ReadAsync(answer.Body, ContractsJson.Default.PullProgress, cancellationToken).ConfigureAwait(false))
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
    /// <param name="tar">The root file system as a tar, plain or compressed with gzip, bzip2, xz or zstd. It is not held in memory.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ImageImported> ImportAsync(string image, Stream tar, CancellationToken cancellationToken = default) =>
        ImportAsync(image, tar, sha256: null, cancellationToken);

    /// <summary>The same; the image gets its name only if the bytes sent have the digest.</summary>
    /// <param name="image">Name and tag it gets.</param>
    /// <param name="tar">The root file system as a tar, plain or compressed with gzip, bzip2, xz or zstd. It is not held in memory.</param>
    /// <param name="sha256">64 hexadecimal digits; not looked at if absent.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The bytes have another digest (<see cref="ProblemCodes.DigestMismatch"/>), or are no tar.</exception>
    public Task<ImageImported> ImportAsync(string image, Stream tar, string? sha256, CancellationToken cancellationToken = default) =>
        SendImportAsync(QueryText.Append("", ("image", image), ("sha256", sha256)), AgentConnection.Bytes(tar, Tar), cancellationToken);

    /// <summary>Has the machine download a root file system and make an image of it.</summary>
    /// <param name="image">Name and tag it gets.</param>
    /// <param name="url">Address of the tar (http or https), as the machine reaches it.</param>
    /// <param name="sha256">64 hexadecimal digits the download has to have; not looked at if absent.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">It cannot be downloaded (<see cref="ProblemCodes.DownloadFailed"/>), or has another digest.</exception>
    public Task<ImageImported> ImportFromAsync(string image, Uri url, string? sha256 = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return SendImportAsync(QueryText.Append("", ("image", image), ("url", url.AbsoluteUri), ("sha256", sha256)), null, cancellationToken);
    }

    /// <summary>Gives an image another name.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">Name and tag; <c>:latest</c> if it has no tag. An image that has it loses it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    public Task<ImageTagged> TagAsync(string image, string name, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/tag", ("image", image), ("name", name));
        return _connection.SendAsync(HttpMethod.Post, path, null, ContractsJson.Default.ImageTagged, cancellationToken);
    }

    /// <summary>Takes an image's name away, and with its last name the image.</summary>
    /// <param name="image">The image; by its id it loses all names.</param>
    /// <param name="force">Also if it has several names, or stopped containers have it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine.</exception>
    /// <exception cref="ResourceConflictException">It is in use.</exception>
    public Task<ImagesRemoved> RemoveAsync(string image, bool force = false, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}", ("image", image), ("force", QueryText.Of(force)));
        return _connection.SendAsync(HttpMethod.Delete, path, null, ContractsJson.Default.ImagesRemoved, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Removes images that nobody needs.</summary>
    /// <param name="all">Those that no container has; otherwise only those that have no name either.</param>
    /// <param name="labels">Only what has all of these, each <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ImagesRemoved> PruneAsync(bool all = false, IReadOnlyList<string>? labels = null, CancellationToken cancellationToken = default)
    {
        var path = QueryText.Append($"{Path}/prune", [("all", QueryText.Of(all)), .. (labels ?? []).Select(label => ("label", (string?)label))]);
        return _connection.SendAsync(HttpMethod.Post, path, null, ContractsJson.Default.ImagesRemoved, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Loads images that were saved.</summary>
    /// <param name="archive">What <see cref="SaveAsync"/> or <c>docker save</c> wrote, plain or compressed. It is not held in memory.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">It is no such archive, or damaged.</exception>
    public Task<ImagesLoaded> LoadAsync(Stream archive, CancellationToken cancellationToken = default)
    {
        return _connection.SendAsync(
            HttpMethod.Post, $"{Path}/load", AgentConnection.Bytes(archive, Tar), ContractsJson.Default.ImagesLoaded, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Opens an archive of images, with their names, which any Docker loads.</summary>
    /// <param name="images">The images.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A tar, read as it comes; reading it ends with <see cref="StreamCutException"/> if it cannot be completed.</returns>
    /// <exception cref="ResourceNotFoundException">One of the images is not in the machine.</exception>
    public Task<Stream> SaveAsync(IReadOnlyList<string> images, CancellationToken cancellationToken = default) =>
        _connection.OpenStreamAsync(QueryText.Append($"{Path}/save", images.Select(image => ("image", (string?)image))), cancellationToken);

    /// <summary>Makes an image of what a container has become.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="request">Name of the image, and what else it gets.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such container.</exception>
    public Task<ImageCommitted> CommitAsync(string container, CommitContainerRequest request, CancellationToken cancellationToken = default)
    {
        var path = $"v1/containers/{PathSegment.Of(container)}/commit";
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, path, body, ContractsJson.Default.ImageCommitted, cancellationToken, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Builds an image; it is there once the stream has ended, and one of the lines has its id.</summary>
    /// <param name="context">The context as a tar, plain or compressed. It is not held in memory.</param>
    /// <param name="options">What is built of it, and how.</param>
    /// <param name="cancellationToken">Ends the request and the build.</param>
    /// <exception cref="PockrException">A step failed (<see cref="ProblemCodes.BuildFailed"/>), or the Dockerfile cannot be used.</exception>
    /// <exception cref="StreamCutException">The connection broke off before the build had ended.</exception>
    public async IAsyncEnumerable<BuildProgress> BuildAsync(
        Stream context, BuildOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = QueryText.Append($"{Path}/build", ParametersOf(options));
        using var answer = await _connection.OpenAsync(HttpMethod.Post, path, AgentConnection.Bytes(context, Tar), cancellationToken).ConfigureAwait(false);
        var isBuilt = false;
        await foreach (var progress in JsonLines.ReadAsync(answer.Body, ContractsJson.Default.BuildProgress, cancellationToken).ConfigureAwait(false))
        {
            if (progress.Error is { } problem)
            {
                throw PockrException.From(problem);
            }

            isBuilt |= progress.ImageId is not null;
            yield return progress;
        }

        if (!isBuilt)
        {
            throw new StreamCutException();
        }
    }

    private static IEnumerable<(string Name, string? Value)> ParametersOf(BuildOptions options) =>
    [
        .. options.Tags.Select(tag => ("tag", (string?)tag)),
        ("dockerfile", options.Dockerfile),
        ("target", options.Target),
        .. options.Arguments.Select(argument => ("buildArg", (string?)argument)),
        ("noCache", QueryText.Of(options.NoCache)),
        ("network", options.Network),
    ];

    private Task<ImageImported> SendImportAsync(string query, HttpContent? body, CancellationToken cancellationToken) => _connection.SendAsync(
        HttpMethod.Post, $"{Path}/import{query}", body, ContractsJson.Default.ImageImported, cancellationToken, Timeout.InfiniteTimeSpan);
}
