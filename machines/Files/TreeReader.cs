using System.Formats.Tar;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Files;

/// <summary>
/// Unpacks a tar that a container may have made, into a directory of this host. Nothing is written outside it: no name leads out of it, and
/// no link below it is followed, whether it came with the tar or was there before. Modes stay, but for set-id bits; all is the user's.
/// </summary>
/// <param name="target">Where it goes; the name is what the tar's first entry, of which the others are parts, is called here.</param>
/// <param name="warn">Told of what is left out.</param>
internal sealed class TreeReader(CopyTarget target, Action<string> warn)
{
    private const int LongestHeaders = 1 << 20;
    private const UnixFileMode Permissions = (UnixFileMode)0x1ff; // no set-id bits: the program would be the container's, the rights the user's

    private readonly List<(string Path, UnixFileMode Mode, DateTimeOffset Time)> _made = [];
    private string[]? _top;

    public async Task ReadAsync(Stream tar, CancellationToken cancellationToken)
    {
        await using var entries = new TarEntries(tar, LongestHeaders);
        while (await NextAsync(entries, cancellationToken) is { } entry)
        {
            await TakeAsync(entry, cancellationToken);
        }

        // Last, as what comes into a directory changes its time, and may not be allowed to.
        foreach (var (path, mode, time) in Enumerable.Reverse(_made))
        {
            SetMode(path, mode);
            Directory.SetLastWriteTimeUtc(path, time.UtcDateTime);
        }
    }

    private static async Task<TarEntry?> NextAsync(TarEntries entries, CancellationToken cancellationToken)
    {
        try
        {
            return await entries.NextAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw Failures.ArchiveDamaged(exception.Message, exception);
        }
    }

    private async Task TakeAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (PathOf(entry.Name, entry.Name) is not { } path)
        {
            return; // the directory of which only what is in it is wanted
        }

        try
        {
            await TakeAsync(entry, path, cancellationToken);
        }
        catch (EndOfStreamException exception)
        {
            throw Failures.ArchiveDamaged(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Failures.FileUnwritable(path, exception.Message, exception);
        }
    }

    private async Task TakeAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                MakeDirectory(path, entry);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await ReplaceAsync(path, temporary => WriteAsync(entry, temporary, cancellationToken));
                break;
            case TarEntryType.HardLink:
                await ReplaceAsync(path, temporary => Link(entry, temporary));
                break;
            case TarEntryType.SymbolicLink:
                MakeWay(path);
                File.Delete(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                break;
            default:
                warn($"'{entry.Name}' is no file, directory or link, and is left out.");
                await SkipAsync(entry, cancellationToken);
                break;
        }
    }

    /// <summary>Where an entry goes; nothing for the topmost, if that has no name here.</summary>
    private string? PathOf(string name, string entry)
    {
        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToArray();
        _top ??= parts;
        if (parts.Contains("..") || parts.Any(part => part.AsSpan().ContainsAny(Path.GetInvalidFileNameChars())))
        {
            throw Failures.ArchiveEntryRefused(entry, "its name leads elsewhere");
        }

        if (!parts.Take(_top.Length).SequenceEqual(_top))
        {
            throw Failures.ArchiveEntryRefused(entry, "it is no part of what was asked for");
        }

        string[] inside = target.Name.Length > 0 ? [target.Name, .. parts[_top.Length..]] : parts[_top.Length..];
        if (inside.Length == 0)
        {
            return null;
        }

        var directory = target.Directory;
        foreach (var part in inside[..^1])
        {
            directory = Path.Combine(directory, part);
            Enter(directory, entry);
        }

        return Path.Combine(directory, inside[^1]);
    }

    private static void Enter(string directory, string entry)
    {
        switch (HostEntry.KindOf(directory))
        {
            case EntryKind.Directory:
                break;
            case EntryKind.None:
                PrivateDirectory.Create(directory);
                break;
            default:
                throw Failures.ArchiveEntryRefused(entry, $"{directory} is on the way to it and is no directory");
        }
    }

    private void MakeDirectory(string path, TarEntry entry)
    {
        switch (HostEntry.KindOf(path))
        {
            case EntryKind.Directory:
                break;
            case EntryKind.None:
                PrivateDirectory.Create(path);
                _made.Add((path, entry.Mode, entry.ModificationTime));
                break;
            default:
                throw Failures.ArchiveEntryRefused(entry.Name, $"{path} is there and is no directory");
        }
    }

    // What is there is replaced, not written into: it may be a link, or have another name elsewhere.
    private static async Task ReplaceAsync(string path, Func<string, Task> makeAsync)
    {
        MakeWay(path);
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp"); // not longer than the name itself may be
        try
        {
            await makeAsync(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Nothing but a file or a link makes way for another.</summary>
    private static void MakeWay(string path)
    {
        switch (HostEntry.KindOf(path))
        {
            case EntryKind.Directory:
                throw Failures.ArchiveEntryRefused(path, "there is a directory of that name");
            case EntryKind.Other:
                throw Failures.ArchiveEntryRefused(path, "there is a device, a pipe or a socket of that name");
            case EntryKind.Link:
                File.Delete(path);
                break;
        }
    }

    private static async Task WriteAsync(TarEntry entry, string temporary, CancellationToken cancellationToken)
    {
        await using (var file = AtomicFile.CreateNew(temporary))
        {
            if (entry.DataStream is { } content)
            {
                await content.CopyToAsync(file, cancellationToken);
            }
        }

        SetMode(temporary, entry.Mode);
        File.SetLastWriteTimeUtc(temporary, entry.ModificationTime.UtcDateTime);
    }

    private Task Link(TarEntry entry, string temporary)
    {
        if (PathOf(entry.LinkName, entry.Name) is not { } other || HostEntry.KindOf(other) != EntryKind.File)
        {
            throw Failures.ArchiveEntryRefused(entry.Name, $"it is another name of '{entry.LinkName}', which is no file here");
        }

        AtomicFile.LinkOrCopy(other, temporary);
        return Task.CompletedTask;
    }

    private static async Task SkipAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.DataStream is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode & Permissions);
        }
    }
}
