using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Image.Errors;
using Pockr.Image.Provenance;
using Pockr.Signing;

namespace Pockr.Image.Bundles;

/// <summary>
/// A finished image in one file, as users download it. The list of checksums, its signature and the manifest come first, so that whoever reads
/// it knows what there will be, and whether to trust it, before the first large file. The same image makes the same bytes.
/// </summary>
internal sealed class ImageBundle(string image)
{
    private const string Extension = ".tar.gz";

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes it into a directory, under a name that says which image it is.</summary>
    /// <returns>The file.</returns>
    public async Task<string> WriteAsync(string directory, CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(cancellationToken);
        var path = Path.Combine(directory, $"pockr-image-{manifest.Distro}-{manifest.Architecture}-{manifest.BuildId}{Extension}");
        var partial = $"{path}.partial";
        Directory.CreateDirectory(directory);
        await using (var file = File.Create(partial))
        await using (var compressed = new GZipStream(file, CompressionLevel.Optimal))
        await using (var archive = new TarWriter(compressed, TarEntryFormat.Ustar))
        {
            foreach (var name in Names())
            {
                await AddAsync(archive, name, cancellationToken);
            }
        }

        File.Move(partial, path, overwrite: true);
        return path;
    }

    /// <summary>Copies what tells of the image beside its bundle, for scanners and people that do not want all of it.</summary>
    /// <returns>The copies.</returns>
    public IReadOnlyList<string> CopyDocuments(string bundle)
    {
        List<string> copies = [];
        foreach (var name in ProvenanceFiles.Names.Where(name => File.Exists(Path.Combine(image, name))))
        {
            copies.Add($"{bundle[..^Extension.Length]}.{name}");
            File.Copy(Path.Combine(image, name), copies[^1], overwrite: true);
        }

        return copies;
    }

    private async Task<ImageManifest> ReadManifestAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(image, ImageManifest.FileName);
        if (!File.Exists(path) || !File.Exists(Path.Combine(image, SignedSums.FileName)))
        {
            throw Failures.ImageMissing(image);
        }

        var json = await File.ReadAllBytesAsync(path, cancellationToken);
        return JsonSerializer.Deserialize(json, ContractsJson.Default.ImageManifest) ?? throw Failures.ImageMissing(image);
    }

    /// <summary>What is read first, then all that the list has.</summary>
    private IEnumerable<string> Names()
    {
        string[] first = [SignedSums.FileName, SignedSums.SignatureFileName, ImageManifest.FileName];
        var listed = SignedSums.Parse(File.ReadAllText(Path.Combine(image, SignedSums.FileName))).Keys;
        return first.Where(name => File.Exists(Path.Combine(image, name))).Concat(listed.Except(first).Order(StringComparer.Ordinal));
    }

    private async Task AddAsync(TarWriter archive, string name, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(Path.Combine(image, name));
        var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Mode, ModificationTime = DateTimeOffset.UnixEpoch };
        await archive.WriteEntryAsync(entry, cancellationToken);
    }
}
