using System.Security.Cryptography;
using System.Text;
using Pockr.Contracts;
using Pockr.Machines.Archives;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;
using Pockr.Signing;

namespace Pockr.Machines.Images;

/// <summary>
/// Reads a released image, from anywhere and by anyone. Its checksums come first, then their signature, then the manifest: whether it is to be
/// trusted, and what there will be, is known before anything is unpacked, and any other file is written.
/// </summary>
internal sealed class ImageBundle : IAsyncDisposable
{
    private const int LongestChecksums = 1 << 16;
    private const int LongestSignature = 1 << 12;
    private const int LargestManifest = 1 << 20;

    // What comes along: lists of packages and licences, statements of where it is from.
    private const long LargestCompanion = 64L << 20;

    private readonly string _source;
    private readonly ImageTrust _trust;
    private readonly PlainArchive _archive;

    /// <param name="stream">The bundle.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="trust">Who has to have signed it.</param>
    public ImageBundle(Stream stream, string source, ImageTrust trust)
    {
        _source = source;
        _trust = trust;
        _archive = new PlainArchive(stream, Refuse);
    }

    /// <summary>The key it was found to be signed with, if it is.</summary>
    public string? SignedBy { get; private set; }

    /// <summary>Writes all of it into an empty directory.</summary>
    /// <returns>The image; its files are as they were said to be.</returns>
    public async Task<MachineImage> ExtractAsync(string directory, CancellationToken cancellationToken)
    {
        var (sums, signature, manifest) = await ReadHeadAsync(cancellationToken);
        SignedBy = _trust.Ensure(_source, sums, signature);
        var digests = ParseChecksums(sums);
        var image = new MachineImage(directory, ParseManifest(manifest, digests));

        Write(directory, SignedSums.FileName, sums);
        Write(directory, ImageManifest.FileName, manifest);
        if (signature is not null)
        {
            Write(directory, SignedSums.SignatureFileName, signature);
        }

        await UnpackAsync(image, digests, cancellationToken);
        EnsureDiskNamesNothing(image);
        return image;
    }

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private async Task<(byte[] Sums, byte[]? Signature, byte[] Manifest)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var sums = await ReadAsync(SignedSums.FileName, LongestChecksums, isRequired: true, cancellationToken);
        var signature = await ReadAsync(SignedSums.SignatureFileName, LongestSignature, isRequired: false, cancellationToken);
        var manifest = await ReadAsync(ImageManifest.FileName, LargestManifest, isRequired: true, cancellationToken);
        return (sums!, signature, manifest!);
    }

    private async Task<byte[]?> ReadAsync(string name, int longest, bool isRequired, CancellationToken cancellationToken)
    {
        var entry = await _archive.PeekAsync(cancellationToken);
        if (entry?.Name == name)
        {
            return await _archive.ReadAsync(entry, longest, cancellationToken);
        }

        return isRequired ? throw Refuse($"it has '{entry?.Name ?? "nothing"}' where {name} is to be.") : null;
    }

    private Dictionary<string, string> ParseChecksums(byte[] sums)
    {
        try
        {
            var digests = SignedSums.Parse(Encoding.UTF8.GetString(sums));
            return digests.ContainsKey(SignedSums.FileName) || digests.ContainsKey(SignedSums.SignatureFileName)
                ? throw Refuse($"its {SignedSums.FileName} lists itself.")
                : digests;
        }
        catch (SignatureException exception)
        {
            throw Refuse($"its {exception.Message}.", exception);
        }
    }

    private ImageManifest ParseManifest(byte[] json, Dictionary<string, string> digests)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(json));
        if (!digests.Remove(ImageManifest.FileName, out var expected) || digest != expected)
        {
            throw Refuse($"{ImageManifest.FileName} has the SHA-256 {digest}, expected {expected ?? "none"}.");
        }

        var findings = ManifestReader.Parse(json, out var manifest).ToList();
        if (findings.Count > 0)
        {
            throw Refuse(string.Join(' ', findings));
        }

        findings.AddRange(manifest!.Files
            .Where(file => !string.Equals(digests.GetValueOrDefault(file.Name), file.Sha256, StringComparison.OrdinalIgnoreCase))
            .Select(file => $"{ImageManifest.FileName} has another digest of {file.Name} than {SignedSums.FileName}."));
        return findings.Count == 0 ? manifest! : throw Refuse(string.Join(' ', findings));
    }

    private async Task UnpackAsync(MachineImage image, Dictionary<string, string> digests, CancellationToken cancellationToken)
    {
        var packed = await _archive.NextAsync(cancellationToken);
        if (packed?.Name != ReleasedImage.FilesArchive)
        {
            throw Refuse($"it has '{packed?.Name ?? "nothing"}' where {ReleasedImage.FilesArchive} is to be.");
        }

        await using (var content = Open(packed.DataStream ?? Stream.Null))
        await using (var files = new PlainArchive(content, Refuse))
        {
            await ExtractFilesAsync(files, image, digests, cancellationToken);
        }

        if (await _archive.NextAsync(cancellationToken) is { } more)
        {
            throw Refuse($"it has '{more.Name}' after {ReleasedImage.FilesArchive}, where nothing is to be.");
        }
    }

    private XzStream Open(Stream packed)
    {
        try
        {
            return XzStream.Open(packed, ReleasedImage.DictionaryBytes);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw Refuse($"{ReleasedImage.FilesArchive} in it cannot be unpacked: {damage.Message}.", damage);
        }
    }

    private async Task ExtractFilesAsync(
        PlainArchive files, MachineImage image, Dictionary<string, string> missing, CancellationToken cancellationToken)
    {
        var sizes = image.Manifest.Files.ToDictionary(file => file.Name, file => file.Bytes);
        QemuImg.EnsureSpace(image.Directory, sizes.Values.Sum() / DiskSize.MiB);
        while (await files.NextAsync(cancellationToken) is { } entry)
        {
            if (!missing.Remove(entry.Name, out var digest))
            {
                throw Refuse($"it has '{entry.Name}', which {SignedSums.FileName} does not list, or has it twice.");
            }

            if (sizes.TryGetValue(entry.Name, out var bytes) ? entry.Length != bytes : entry.Length > LargestCompanion)
            {
                throw Refuse($"'{entry.Name}' in it has {entry.Length} bytes, expected {(bytes > 0 ? bytes : LargestCompanion)} at most.");
            }

            await files.ExtractAsync(
                entry, new ImageFile(entry.Name, entry.Length, digest), Path.Combine(image.Directory, entry.Name), cancellationToken);
        }

        if (missing.Count > 0)
        {
            throw Refuse($"{string.Join(", ", missing.Keys.Order(StringComparer.Ordinal))} is missing.");
        }
    }

    // Before any program of QEMU's sees it.
    private void EnsureDiskNamesNothing(MachineImage image)
    {
        Qcow2Header header;
        try
        {
            header = Qcow2Header.Read(image.BaseDisk);
        }
        catch (InvalidDataException damage)
        {
            throw Refuse($"its disk is damaged: {damage.Message}", damage);
        }

        if (header is not { HasDataFile: false, BackingFile: null })
        {
            throw Refuse($"its disk names other files: {header.BackingFile ?? "one with its data"}.");
        }
    }

    private static void Write(string directory, string name, byte[] content)
    {
        using var file = AtomicFile.CreateNew(Path.Combine(directory, name));
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private LauncherException Refuse(string finding) => Refuse(finding, null);

    private LauncherException Refuse(string finding, Exception? cause) => Failures.BundleUnusable(_source, finding, cause);
}
