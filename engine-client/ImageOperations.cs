using System.Text.Json;
using Pockr.EngineClient.Models;
using static Pockr.EngineClient.EnginePath;

namespace Pockr.EngineClient;

public sealed class ImageOperations
{
    private readonly EngineTransport _transport;

    internal ImageOperations(EngineTransport transport) => _transport = transport;

    /// <param name="all">Those that a build has left between its steps as well.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<ImageListEntry>> ListAsync(bool all, CancellationToken cancellationToken)
    {
        return _transport.ReadAsync(
            HttpMethod.Get, $"images/json{Query(("all", all ? "1" : null))}", null, EngineJson.Default.IReadOnlyListImageListEntry, cancellationToken);
    }

    public Task<ImageDetails> InspectAsync(string image, CancellationToken cancellationToken)
    {
        var path = $"images/{Segment(image)}/json";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.ImageDetails, cancellationToken);
    }

    public Task<IReadOnlyList<ImageHistoryEntry>> HistoryAsync(string image, CancellationToken cancellationToken)
    {
        var path = $"images/{Segment(image)}/history";
        return _transport.ReadAsync(HttpMethod.Get, path, null, EngineJson.Default.IReadOnlyListImageHistoryEntry, cancellationToken);
    }

    /// <summary>Takes the name away, and deletes the image with its last name; <paramref name="force"/> takes all its names, and those of stopped containers do not count.</summary>
    public Task<IReadOnlyList<ImageDeletion>> RemoveAsync(string image, bool force, CancellationToken cancellationToken)
    {
        var path = $"images/{Segment(image)}{Query(("force", Flag(force)))}";
        return _transport.ReadAsync(HttpMethod.Delete, path, null, EngineJson.Default.IReadOnlyListImageDeletion, cancellationToken);
    }

    /// <summary>Removes images without a name; with <paramref name="all"/> those that no container uses.</summary>
    public Task<ImagePruning> PruneAsync(bool all, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var query = Filters.Query(("dangling", [all ? "false" : "true"]), ("label", labels));
        return _transport.ReadAsync(HttpMethod.Post, $"images/prune{query}", null, EngineJson.Default.ImagePruning, cancellationToken);
    }

    /// <summary>The images as a tar that <see cref="LoadAsync"/> understands.</summary>
    public async Task<EngineTar> SaveAsync(IReadOnlyList<string> images, CancellationToken cancellationToken)
    {
        var query = Query([.. images.Select(image => ("names", (string?)image))]);
        return new EngineTar(_transport, await _transport.SendAsync(HttpMethod.Get, $"images/get{query}", null, cancellationToken));
    }

    /// <summary>Makes an image of what a container has become.</summary>
    public Task<ImageCommitted> CommitAsync(CommitSpec spec, CancellationToken cancellationToken)
    {
        var query = Query(
            ("container", spec.Container),
            ("repo", spec.Repository),
            ("tag", spec.Tag),
            ("comment", spec.Comment),
            ("author", spec.Author),
            ("pause", Flag(spec.Pause)),
            ("changes", spec.Changes.Count == 0 ? null : string.Join('\n', spec.Changes)));
        return _transport.ReadAsync(HttpMethod.Post, $"commit{query}", null, EngineJson.Default.ImageCommitted, cancellationToken);
    }

    /// <summary>Builds with the engine's own builder; containers of its steps are removed in every case.</summary>
    public Task<ProgressStream> BuildAsync(Stream context, BuildSpec spec, CancellationToken cancellationToken)
    {
        var arguments = spec.BuildArgs.Count == 0
            ? null
            : JsonSerializer.Serialize(spec.BuildArgs, EngineJson.Default.IReadOnlyDictionaryStringString);
        var query = Query([
            ("version", "1"),
            ("rm", "1"),
            ("forcerm", "1"),
            ("dockerfile", spec.Dockerfile),
            ("target", spec.Target),
            ("nocache", Flag(spec.NoCache)),
            ("networkmode", spec.NetworkMode),
            ("buildargs", arguments),
            .. spec.Tags.Select(tag => ("t", (string?)tag)),
        ]);
        return StartAsync($"build{query}", EngineTransport.Tar(context), cancellationToken);
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

    /// <summary>Makes an image out of a root file system, without a name if none is given; the last message's status is its digest.</summary>
    public Task<ProgressStream> ImportAsync(Stream rootfs, string? repository, string? tag, CancellationToken cancellationToken)
    {
        var query = Query(("fromSrc", "-"), ("repo", repository), ("tag", tag));
        return StartAsync($"images/create{query}", EngineTransport.Tar(rootfs), cancellationToken);
    }

    private async Task<ProgressStream> StartAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        return new ProgressStream(_transport, await _transport.SendAsync(HttpMethod.Post, path, content, cancellationToken));
    }
}
