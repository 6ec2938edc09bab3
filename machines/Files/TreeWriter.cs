using System.Formats.Tar;
using Pockr.Client;
using Pockr.Machines.Archives;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Files;

/// <summary>
/// Writes files and directories of this host as a tar. The same tree gives the same bytes: entries are ordered by name, all are one user's, and
/// times are whole seconds. Links stay links; devices, pipes and sockets are left out.
/// </summary>
internal sealed class TreeWriter(Stream target) : IAsyncDisposable
{
    private const char NoLetter = '\ufffd'; // what .NET makes of bytes that are none

    private const UnixFileMode Permissions = (UnixFileMode)0xfff;
    private const UnixFileMode Everything = (UnixFileMode)0x1ff; // what a link has
    private const UnixFileMode OfPrograms = (UnixFileMode)0x1ed; // 0755
    private const UnixFileMode OfFiles = (UnixFileMode)0x1a4; // 0644
    private const UnixFileMode OfNoUnix = OfPrograms;

    // Not pax, whose headers .NET gives names with the process's number in them.
    private readonly TarWriter _writer = new(target, TarEntryFormat.Gnu, leaveOpen: true);

    /// <summary>Whether everybody may read all of it, and start what its owner may.</summary>
    public bool IsForEverybody { get; init; }

    /// <summary>Whose all of it is.</summary>
    public FileOwner Owner { get; init; } = FileOwner.Root;

    /// <summary>Writes what is at a path, and all below it.</summary>
    /// <param name="path">The path on this host; a link is not followed.</param>
    /// <param name="name">What it is called in the tar; empty for a directory of which only what is in it is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task AddAsync(string path, string name, CancellationToken cancellationToken) =>
        AddAsync(path, name, new EverythingChosen(), cancellationToken);

    /// <summary>Writes what is chosen of what is at a path and below it.</summary>
    public async Task AddAsync(string path, string name, IChoice choice, CancellationToken cancellationToken)
    {
        var kind = HostEntry.KindOf(path);
        if (name.Length > 0 && choice.Takes(name) && EntryOf(path, name, kind) is { } entry)
        {
            await WriteAsync(path, entry, cancellationToken);
        }

        if (kind == EntryKind.Directory && (name.Length == 0 || choice.LooksInto(name)))
        {
            foreach (var below in NamesIn(path))
            {
                await AddAsync(Path.Combine(path, below), name.Length > 0 ? $"{name}/{below}" : below, choice, cancellationToken);
            }
        }
    }

    /// <summary>Writes a file that is nowhere on this host. In an archive that is unpacked, it takes the place of one before it.</summary>
    public async Task AddAsync(byte[] content, string name, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        var entry = new GnuTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = OfFiles, ModificationTime = DateTimeOffset.UnixEpoch, AccessTime = default, ChangeTime = default, DataStream = stream,
        };
        await _writer.WriteEntryAsync(entry, cancellationToken);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private GnuTarEntry? EntryOf(string path, string name, EntryKind kind) => kind switch
    {
        EntryKind.None => throw Failures.FileMissing(path, name.Contains(NoLetter, StringComparison.Ordinal) ? "Its name is not UTF-8." : "Nothing is there."),
        EntryKind.File => Owned(new GnuTarEntry(TarEntryType.RegularFile, name) { Mode = ModeOf(path) }, path),
        EntryKind.Directory => Owned(new GnuTarEntry(TarEntryType.Directory, $"{name}/") { Mode = ModeOf(path) }, path),
        EntryKind.Link => Owned(new GnuTarEntry(TarEntryType.SymbolicLink, name) { Mode = Everything, LinkName = new FileInfo(path).LinkTarget! }, path),
        _ => null,
    };

    private GnuTarEntry Owned(GnuTarEntry entry, string path)
    {
        var seconds = new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
        entry.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(Math.Max(0, seconds));
        (entry.Uid, entry.Gid) = (Owner.Uid, Owner.Gid);
        entry.AccessTime = default;
        entry.ChangeTime = default;
        return entry;
    }

    private UnixFileMode ModeOf(string path)
    {
        var mode = OperatingSystem.IsWindows() ? OfNoUnix : File.GetUnixFileMode(path) & Permissions;
        return !IsForEverybody ? mode : mode.HasFlag(UnixFileMode.UserExecute) ? OfPrograms : OfFiles;
    }

    private async Task WriteAsync(string path, GnuTarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.EntryType != TarEntryType.RegularFile)
        {
            await _writer.WriteEntryAsync(entry, cancellationToken);
            return;
        }

        await using var content = new ExactStream(Open(path));
        entry.DataStream = content;
        await _writer.WriteEntryAsync(entry, cancellationToken);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 17);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(path, failure.Message, failure);
        }
    }

    private static List<string> NamesIn(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(directory, failure.Message, failure);
        }
    }

    private sealed class EverythingChosen : IChoice
    {
        public bool Takes(string name) => true;

        public bool LooksInto(string name) => true;
    }
}

/// <summary>What of a tree is taken. Names are relative, with slashes.</summary>
internal interface IChoice
{
    bool Takes(string name);

    /// <summary>Whether something below a directory may be taken.</summary>
    bool LooksInto(string name);
}
