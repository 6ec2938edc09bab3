namespace Pockr.Contracts;

/// <summary>Answer of <c>GET /v1/containers/{id}/files/stat</c>.</summary>
/// <param name="Name">Last part of the path; bytes that are not UTF-8 are replaced.</param>
/// <param name="Type"><c>file</c>, <c>directory</c>, <c>link</c> or <c>other</c> (devices, pipes, sockets).</param>
/// <param name="SizeBytes">Size in bytes.</param>
/// <param name="Mode">Permissions as four octal digits, such as <c>0644</c>.</param>
/// <param name="ModifiedAt">Time of the last change.</param>
/// <param name="LinkTarget">Where a symbolic link leads in the end, as an absolute path in the container; absent for others.</param>
public sealed record FileStat(
    string Name, string Type, long SizeBytes, string Mode, DateTimeOffset ModifiedAt, string? LinkTarget = null);

/// <summary>Answer of <c>GET /v1/containers/{id}/files/list</c>.</summary>
/// <param name="Entries">Entries of the directory, in the order of the bytes of their names.</param>
/// <param name="Truncated">Whether it has more of them than were asked for.</param>
public sealed record DirectoryListing(IReadOnlyList<DirectoryEntry> Entries, bool Truncated);

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name; bytes that are not UTF-8 are replaced, and such an entry cannot be named in a path.</param>
/// <param name="Type"><c>file</c>, <c>directory</c>, <c>link</c> or <c>other</c> (devices, pipes, sockets).</param>
/// <param name="SizeBytes">Size in bytes.</param>
/// <param name="Mode">Permissions as four octal digits, such as <c>0644</c>.</param>
/// <param name="Uid">Number of its owner.</param>
/// <param name="Gid">Number of its group.</param>
/// <param name="ModifiedAt">Time of the last change.</param>
/// <param name="LinkTarget">Text of a symbolic link, as it is; absent for others.</param>
public sealed record DirectoryEntry(
    string Name, string Type, long SizeBytes, string Mode, long Uid, long Gid, DateTimeOffset ModifiedAt, string? LinkTarget = null);

/// <summary>Body of <c>POST /v1/containers/{id}/files/move</c>.</summary>
/// <param name="From">Absolute path of what is moved; a symbolic link is moved itself.</param>
/// <param name="To">Absolute path it gets; the directory has to be there.</param>
/// <param name="Overwrite">Whether it may replace a file, or an empty directory if it is a directory itself.</param>
public sealed record MoveFileRequest(string From, string To, bool Overwrite = false);
