namespace Pockr.Contracts;

/// <summary>An image as <c>GET /v1/images</c> lists it.</summary>
/// <param name="Id">Digest, <c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Tags">Names with tags, such as <c>busybox:latest</c>.</param>
/// <param name="SizeBytes">Size of all layers, in bytes.</param>
/// <param name="CreatedAt">Time of creation, UTC.</param>
public sealed record ImageSummary(string Id, IReadOnlyList<string> Tags, long SizeBytes, DateTimeOffset CreatedAt);

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
