using System.Formats.Tar;
using System.Security.Cryptography;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Archives;

/// <summary>
/// Reads a tar archive from anywhere and by anyone: only regular files are taken, as long as was said before, and with the digest that was
/// said. No name in it becomes a path here; who reads it says where a file goes.
/// </summary>
internal sealed class PlainArchive : IAsyncDisposable
{
    private const int LongestHeaders = 1 << 16;
    private const int BufferBytes = 1 << 20;

    private readonly TarEntries _entries;
    private readonly Func<string, Exception?, LauncherException> _refuse;
    private TarEntry? _entry;
    private bool _isPeeked;

    /// <param name="stream">The archive; it is read once, from here to its end.</param>
    /// <param name="refuse">Makes a failure of a finding, which is a sentence, and of what is behind it.</param>
    public PlainArchive(Stream stream, Func<string, Exception?, LauncherException> refuse)
    {
        _entries = new TarEntries(stream, LongestHeaders);
        _refuse = refuse;
    }

    /// <summary>The next file, which is the next one afterwards too, unless it is read.</summary>
    public async Task<TarEntry?> PeekAsync(CancellationToken cancellationToken)
    {
        var entry = await NextAsync(cancellationToken);
        _isPeeked = true;
        return entry;
    }

    /// <summary>The next file, or nothing at the end.</summary>
    public async Task<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isPeeked)
        {
            _isPeeked = false;
            return _entry;
        }

        await SkipAsync(cancellationToken);
        try
        {
            _entry = await _entries.NextAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw _refuse($"it is no tar archive, or cut off ({exception.Message})", exception);
        }

        return _entry is null or { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile }
            ? _entry
            : throw _refuse($"'{_entry.Name}' in it is not a plain file.", null);
    }

    /// <summary>Reads a small file into memory.</summary>
    public async Task<byte[]> ReadAsync(TarEntry entry, int longest, CancellationToken cancellationToken)
    {
        if (entry.Length > longest)
        {
            throw _refuse($"'{entry.Name}' in it has {entry.Length} bytes, and {longest} is the most.", null);
        }

        using var content = new MemoryStream();
        await CopyAsync(entry, content, digest: null, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Writes a file to a new path.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="expected">Its length and digest; the name is not looked at.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ExtractAsync(TarEntry entry, ImageFile expected, string path, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = AtomicFile.CreateNew(path);
        await CopyAsync(entry, file, digest, cancellationToken);
        file.Flush(flushToDisk: true);
        if (file.Length != expected.Bytes)
        {
            throw CutOff(entry);
        }

        var actual = Convert.ToHexStringLower(digest.GetHashAndReset());
        if (!actual.Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw _refuse($"{entry.Name} has the SHA-256 {actual}, expected {expected.Sha256}.", null);
        }
    }

    public ValueTask DisposeAsync() => _entries.DisposeAsync();

    private async Task CopyAsync(TarEntry entry, Stream target, IncrementalHash? digest, CancellationToken cancellationToken)
    {
        _isPeeked = false;
        var buffer = new byte[Math.Clamp(entry.Length, 1, BufferBytes)];
        int count;
        while ((count = await ReadAsync(entry, buffer, cancellationToken)) > 0)
        {
            digest?.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        if (_entry is { DataStream: not null } entry)
        {
            await CopyAsync(entry, Stream.Null, digest: null, cancellationToken);
        }
    }

    // A file without content has no stream.
    private async ValueTask<int> ReadAsync(TarEntry entry, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return entry.DataStream is { } content ? await content.ReadAsync(buffer, cancellationToken) : 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw CutOff(entry, exception);
        }
    }

    private LauncherException CutOff(TarEntry entry, Exception? cause = null) => _refuse($"it is damaged or cut off within {entry.Name}.", cause);
}
