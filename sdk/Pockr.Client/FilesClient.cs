using System.Globalization;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// Files of a machine's containers; <see cref="PockrClient.Files"/>. Paths are absolute, in the container. What only reads or writes works on
/// containers that do not run, too; what lists, makes, moves or removes needs one that runs.
/// </summary>
public sealed class FilesClient
{
    private readonly AgentConnection _connection;

    internal FilesClient(AgentConnection connection) => _connection = connection;

    /// <summary>What is at a path; a symbolic link is described itself.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is no such container, or nothing there; <see cref="PockrException.Code"/> says which.</exception>
    public Task<FileStat> StatAsync(string container, string path, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Get, Of(container, "/stat", ("path", path)), null, ContractsJson.Default.FileStat, cancellationToken);

    /// <summary>Opens a file; a symbolic link is followed within the container.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Its bytes, read as they come.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such container, or nothing there.</exception>
    public Task<Stream> ReadAsync(string container, string path, CancellationToken cancellationToken = default) =>
        _connection.OpenStreamAsync(Of(container, "", ("path", path)), cancellationToken);

    /// <summary>Writes a file, in place of one that is there. Its directory has to be there.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="path">The path.</param>
    /// <param name="content">Its bytes; not held in memory.</param>
    /// <param name="mode">Permissions in octal digits, such as <c>0644</c>.</param>
    /// <param name="uid">Number of its owner.</param>
    /// <param name="gid">Number of its group.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task WriteAsync(
        string container, string path, Stream content, string mode = "0644", int uid = 0, int gid = 0, CancellationToken cancellationToken = default)
    {
        var target = Of(container, "", ("path", path), ("mode", mode), ("uid", Text(uid)), ("gid", Text(gid)));
        return SendAsync(target, AgentConnection.Bytes(content, "application/octet-stream"), cancellationToken);
    }

    /// <summary>Opens a file or a directory with all that is in it as a tar; links are in it as links.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="path">The path; its last part is what the names in the tar begin with.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The tar, read as it comes. A container can put into it what it likes.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such container, or nothing there.</exception>
    public Task<Stream> ReadArchiveAsync(string container, string path, CancellationToken cancellationToken = default) =>
        _connection.OpenStreamAsync(Of(container, "/archive", ("path", path)), cancellationToken);

    /// <summary>Unpacks a tar in a directory.</summary>
    /// <param name="container">Id or name of the container.</param>
    /// <param name="directory">The directory, which has to be there.</param>
    /// <param name="tar">The tar, not compressed; not held in memory. Nothing in it may lead out of the directory, links neither.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">Something in it leads out of the directory; then nothing was written.</exception>
    public Task WriteArchiveAsync(string container, string directory, Stream tar, CancellationToken cancellationToken = default) =>
        SendAsync(Of(container, "/archive", ("path", directory)), AgentConnection.Bytes(tar, "application/x-tar"), cancellationToken);

    /// <summary>Lists a directory.</summary>
    /// <param name="container">Id or name of the container, which runs.</param>
    /// <param name="path">The directory.</param>
    /// <param name="limit">How many entries, by name, 1 to 10000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DirectoryListing> ListAsync(string container, string path, int limit = 1000, CancellationToken cancellationToken = default)
    {
        var target = Of(container, "/list", ("path", path), ("limit", Text(limit)));
        return _connection.SendAsync(HttpMethod.Get, target, null, ContractsJson.Default.DirectoryListing, cancellationToken);
    }

    /// <summary>Makes a directory.</summary>
    /// <param name="container">Id or name of the container, which runs.</param>
    /// <param name="path">The directory.</param>
    /// <param name="parents">Whether those above it are made as well; then it may be there already.</param>
    /// <param name="mode">Permissions in octal digits.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">Something is there already.</exception>
    public Task MakeDirectoryAsync(
        string container, string path, bool parents = false, string mode = "0755", CancellationToken cancellationToken = default)
    {
        var target = Of(container, "/mkdir", ("path", path), ("parents", QueryText.Of(parents)), ("mode", mode));
        return _connection.SendAsync(HttpMethod.Post, target, cancellationToken);
    }

    /// <summary>Moves a file or a directory, within a file system.</summary>
    /// <param name="container">Id or name of the container, which runs.</param>
    /// <param name="request">From where to where.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">Something is there already, or it is on another file system.</exception>
    public Task MoveAsync(string container, MoveFileRequest request, CancellationToken cancellationToken = default)
    {
        var body = AgentConnection.Json(request);
        return _connection.SendAsync(HttpMethod.Post, Of(container, "/move"), cancellationToken, body: body);
    }

    /// <summary>Removes a file or a directory.</summary>
    /// <param name="container">Id or name of the container, which runs.</param>
    /// <param name="path">The path; a symbolic link is removed itself.</param>
    /// <param name="recursive">Whether with all that is in it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The directory is not empty, or a mount.</exception>
    public Task RemoveAsync(string container, string path, bool recursive = false, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(HttpMethod.Delete, Of(container, "", ("path", path), ("recursive", QueryText.Of(recursive))), cancellationToken);

    private static string Of(string container, string below, params (string Name, string? Value)[] parameters) =>
        QueryText.Append($"v1/containers/{PathSegment.Of(container)}/files{below}", parameters);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Large files take as long as they take.
    private async Task SendAsync(string path, HttpContent body, CancellationToken cancellationToken)
    {
        using var answer = await _connection.OpenAsync(HttpMethod.Put, path, body, cancellationToken).ConfigureAwait(false);
    }
}
