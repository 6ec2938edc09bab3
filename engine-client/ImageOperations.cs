using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class ImageOperations
{
    private readonly EngineTransport _transport;

    internal ImageOperations(EngineTransport transport) => _transport = transport;

    public Task<IReadOnlyList<ImageListEntry>> ListAsync(CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(
            HttpMethod.Get, "images/json", null, EngineJson.Default.IReadOnlyListImageListEntry, cancellationToken);
    }

    public Task<ImageDetails> InspectAsync(string image, CancellationToken cancellationToken)
    {
        var path = $"images/{Segment(image)}/json";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.ImageDetails, cancellationToken);
    }

    /// <summary>Names an image once more.</summary>
    public Task TagAsync(string image, string repository, string tag, CancellationToken cancellationToken)
    {
        var path = $"images/{Segment(image)}/tag{Query(("repo", repository), ("tag", tag))}";
        return _transport.DoAsync(HttpMethod.Post, path, cancellationToken);
    }

    /// <param name="repository">Name without tag and digest.</param>
    /// <param name="tagOrDigest">Tag, or digest (<c>sha256:…</c>).</param>
    /// <param name="cancellationToken">Ends the pull.</param>
    public Task<ProgressStream> PullAsync(string repository, string tagOrDigest, CancellationToken cancellationToken)
    {
        return StartAsync($"images/create{Query(("fromImage", repository), ("tag", tagOrDigest))}", null, cancellationToken);
    }

    /// <summary>Loads what <c>docker save</c> wrote.</summary>
    public Task<ProgressStream> LoadAsync(Stream archive, CancellationToken cancellationToken)
    {
        return StartAsync($"images/load{Query(("quiet", "1"))}", EngineTransport.Tar(archive), cancellationToken);
    }

    /// <summary>Makes an image out of a root file system; the last message's status is its digest.</summary>
    public Task<ProgressStream> ImportAsync(Stream rootfs, string repository, string tag, CancellationToken cancellationToken)
    {
        var query = Query(("fromSrc", "-"), ("repo", repository), ("tag", tag));
        return StartAsync($"images/create{query}", EngineTransport.Tar(rootfs), cancellationToken);
    }

    private async Task<ProgressStream> StartAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        return new ProgressStream(_transport, await _transport.SendAsync(HttpMethod.Post, path, content, cancellationToken));
    }
}
