using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Disks;

/// <summary>
/// Reads the file an exported machine is in, from anywhere and by anyone: only regular files are taken, with names that are known, as long as
/// was said before the first of them, and with the digest that was said.
/// </summary>
internal sealed class PackedArchive(Stream stream, string source) : IAsyncDisposable
{
    private const int LongestDescription = 1 << 16;
    private const int BufferBytes = 1 << 20;

    private readonly TarReader _reader = new(stream, leaveOpen: true);

    public async Task<PackedMachine> ReadDescriptionAsync(CancellationToken cancellationToken)
    {
        var entry = await NextAsync(cancellationToken);
        if (entry is not { Name: PackedMachine.FileName, Length: <= LongestDescription, DataStream: { } content })
        {
            throw Refuse($"its first file is not a {PackedMachine.FileName}.");
        }

        PackedMachine packed;
        try
        {
            packed = await JsonSerializer.DeserializeAsync(content, LauncherJson.Default.PackedMachine, cancellationToken)
                ?? throw Refuse($"its {PackedMachine.FileName} is empty.");
        }
        catch (JsonException exception)
        {
            throw Refuse($"its {PackedMachine.FileName} cannot be read: {exception.Message}", exception);
        }

        var findings = packed.Validate().ToList();
        return findings.Count == 0 ? packed : throw Refuse(string.Join(' ', findings));
    }

    /// <summary>Writes the files that are wanted into a directory.</summary>
    public async Task ExtractAsync(PackedMachine packed, Func<string, bool> isWanted, string directory, CancellationToken cancellationToken)
    {
        var missing = packed.Files.ToDictionary(file => file.Name);
        while (await NextAsync(cancellationToken) is { } entry)
        {
            if (!missing.Remove(entry.Name, out var expected) || entry.Length != expected.Bytes)
            {
                throw Refuse($"it has '{entry.Name}' with {entry.Length} bytes, which {PackedMachine.FileName} does not list, or has twice.");
            }

            if (isWanted(entry.Name))
            {
                await ExtractAsync(entry, expected, Path.Combine(directory, entry.Name), cancellationToken);
            }
        }

        if (missing.Count > 0)
        {
            throw Refuse($"{string.Join(", ", missing.Keys)} is missing.");
        }
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private async Task ExtractAsync(TarEntry entry, ImageFile expected, string path, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = AtomicFile.CreateNew(path);
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await ReadAsync(entry, buffer, cancellationToken)) > 0)
        {
            digest.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        if (file.Length != expected.Bytes)
        {
            throw CutOff(entry);
        }

        var actual = Convert.ToHexStringLower(digest.GetHashAndReset());
        if (!actual.Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse($"{entry.Name} has the SHA-256 {actual}, expected {expected.Sha256}.");
        }
    }

    private async ValueTask<int> ReadAsync(TarEntry entry, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.DataStream!.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw CutOff(entry, exception);
        }
    }

    private async Task<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        TarEntry? entry;
        try
        {
            entry = await _reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (Exception exception) when (
            exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw Refuse($"it is no tar archive, or cut off ({exception.Message})", exception);
        }

        return entry is null or { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile }
            ? entry
            : throw Refuse($"'{entry.Name}' in it is not a plain file.");
    }

    private LauncherException CutOff(TarEntry entry, Exception? cause = null) => Refuse($"it is cut off within {entry.Name}.", cause);

    private LauncherException Refuse(string finding, Exception? cause = null) => Failures.PackedMachineUnusable(source, finding, cause);
}
