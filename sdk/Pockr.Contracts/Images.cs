namespace Pockr.Contracts;

/// <summary>An image as <c>GET /v1/images</c> lists it.</summary>
/// <param name="Id">Digest, <c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Tags">Names with tags, such as <c>busybox:latest</c>.</param>
/// <param name="SizeBytes">Size of all layers, in bytes.</param>
/// <param name="CreatedAt">Time of creation, UTC.</param>
/// <param name="Digests">Names with the digest a registry has it by, such as <c>busybox@sha256:…</c>.</param>
public sealed record ImageSummary(
    string Id, IReadOnlyList<string> Tags, long SizeBytes, DateTimeOffset CreatedAt, IReadOnlyList<string>? Digests = null);

/// <summary>Body of <c>POST /v1/images/pull</c>.</summary>
/// <param name="Image">Image to pull; <c>:latest</c> if it has neither tag nor digest.</param>
public sealed record PullImageRequest(string Image);

/// <summary>One line of the answer of <c>POST /v1/images/pull</c> (<c>application/x-ndjson</c>).</summary>
/// <param name="Status">Docker's text, such as <c>Downloading</c>.</param>
/// <param name="Layer">Short digest of the layer it is about, if it is about one.</param>
/// <param name="CurrentBytes">Bytes done of the layer.</param>
/// <param name="TotalBytes">Bytes of the layer.</param>
/// <param name="Error">Why the pull failed; always the last line.</param>
public sealed record PullProgress(
    string? Status = null,
    string? Layer = null,
    long? CurrentBytes = null,
    long? TotalBytes = null,
    Problem? Error = null);

/// <summary>Answer of <c>POST /v1/images/import</c>.</summary>
/// <param name="Id">Digest of the new image.</param>
/// <param name="Image">Name and tag it has now.</param>
public sealed record ImageImported(string Id, string Image);

/// <summary>An image as <c>GET /v1/images/inspect</c> shows it.</summary>
/// <param name="Id">Digest, <c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Tags">Names with tags.</param>
/// <param name="Digests">Names with the digests they were pulled by.</param>
/// <param name="Parent">Digest of the image it was built on in this machine; absent if there is none.</param>
/// <param name="SizeBytes">Size of all layers, in bytes.</param>
/// <param name="CreatedAt">Time of creation, UTC; absent if the image does not say.</param>
/// <param name="Architecture">Such as <c>amd64</c>.</param>
/// <param name="Os">Such as <c>linux</c>.</param>
/// <param name="Author">Who made it, if it says.</param>
/// <param name="Comment">Free text, if there is one.</param>
/// <param name="Config">What its containers are given unless they are told otherwise.</param>
/// <param name="Layers">Digests of the layers' contents, the lowest first.</param>
public sealed record ImageDetails(
    string Id,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Digests,
    string? Parent,
    long SizeBytes,
    DateTimeOffset? CreatedAt,
    string Architecture,
    string Os,
    string? Author,
    string? Comment,
    ImageConfig Config,
    IReadOnlyList<string> Layers);

/// <summary>What containers of an image are given unless they are told otherwise.</summary>
/// <param name="Cmd">Command, or the entrypoint's arguments.</param>
/// <param name="Entrypoint">Program and first arguments that stand before the command.</param>
/// <param name="Env">Variables, each <c>NAME=value</c>.</param>
/// <param name="WorkDir">Working directory; absent for <c>/</c>.</param>
/// <param name="User">User, or user and group; absent for root.</param>
/// <param name="ExposedPorts">Such as <c>80/tcp</c>.</param>
/// <param name="Volumes">Directories that become anonymous volumes.</param>
/// <param name="Labels">Names and values.</param>
public sealed record ImageConfig(
    IReadOnlyList<string> Cmd,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Env,
    string? WorkDir,
    string? User,
    IReadOnlyList<string> ExposedPorts,
    IReadOnlyList<string> Volumes,
    IReadOnlyDictionary<string, string> Labels);

/// <summary>A step in the making of an image, as <c>GET /v1/images/history</c> lists them, the newest first.</summary>
/// <param name="Id">Digest of the image as it was then; absent if it is not in the machine.</param>
/// <param name="CreatedAt">Time of the step, UTC.</param>
/// <param name="CreatedBy">The command that made it.</param>
/// <param name="SizeBytes">Bytes it added.</param>
/// <param name="Comment">Free text, if there is one.</param>
/// <param name="Tags">Names of the image that ends here.</param>
public sealed record ImageHistoryEntry(
    string? Id, DateTimeOffset CreatedAt, string CreatedBy, long SizeBytes, string? Comment, IReadOnlyList<string> Tags);

/// <summary>Answer of <c>POST /v1/images/tag</c>.</summary>
/// <param name="Image">Name and tag it has now as well.</param>
public sealed record ImageTagged(string Image);

/// <summary>Answer of <c>DELETE /v1/images</c> and <c>POST /v1/images/prune</c>.</summary>
/// <param name="Untagged">Names that were taken away.</param>
/// <param name="Deleted">Digests of what was deleted.</param>
/// <param name="ReclaimedBytes">Bytes of disk that came free; absent where dockerd does not tell.</param>
public sealed record ImagesRemoved(IReadOnlyList<string> Untagged, IReadOnlyList<string> Deleted, long? ReclaimedBytes = null);

/// <summary>Answer of <c>POST /v1/images/load</c>.</summary>
/// <param name="Images">Names of what was loaded, or the digest of what has none.</param>
public sealed record ImagesLoaded(IReadOnlyList<string> Images);

/// <summary>Body of <c>POST /v1/containers/{id}/commit</c>.</summary>
/// <param name="Image">Name and tag of the new image; <c>:latest</c> if it has no tag.</param>
/// <param name="Comment">Free text.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Pause">Whether the container stands still meanwhile.</param>
/// <param name="Changes">Instructions of a Dockerfile, such as <c>CMD ["sh"]</c>.</param>
public sealed record CommitContainerRequest(
    string Image, string? Comment = null, string? Author = null, bool Pause = true, IReadOnlyList<string>? Changes = null);

/// <summary>Answer of <c>POST /v1/containers/{id}/commit</c>.</summary>
/// <param name="Id">Digest of the new image.</param>
/// <param name="Image">Name and tag it has now.</param>
public sealed record ImageCommitted(string Id, string Image);

/// <summary>One line of the answer of <c>POST /v1/images/build</c> (<c>application/x-ndjson</c>).</summary>
/// <param name="Text">Output of the build as it comes; need not be a whole line.</param>
/// <param name="Status">Docker's text about a layer of an image that is pulled.</param>
/// <param name="Layer">Short digest of that layer.</param>
/// <param name="CurrentBytes">Bytes done of that layer.</param>
/// <param name="TotalBytes">Bytes of that layer.</param>
/// <param name="ImageId">Digest of the image that was built; a build that tells none has failed.</param>
/// <param name="Error">Why the build failed; always the last line.</param>
public sealed record BuildProgress(
    string? Text = null,
    string? Status = null,
    string? Layer = null,
    long? CurrentBytes = null,
    long? TotalBytes = null,
    string? ImageId = null,
    Problem? Error = null);
