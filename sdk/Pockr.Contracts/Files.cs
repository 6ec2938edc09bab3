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
