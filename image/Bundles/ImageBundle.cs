using System.Formats.Tar;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Image.Errors;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;
using Pockr.Signing;

namespace Pockr.Image.Bundles;

/// <summary>
/// A finished image in one file, as users download it. The list of checksums, its signature and the manifest come first, so that whoever reads
/// it knows what there will be, and whether to trust it, before anything is unpacked. The same image makes the same bytes.
/// </summary>
internal sealed class ImageBundle
{
    private const string Extension = ".tar";

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _image;
    private readonly int _preset;

    private ImageBundle(string image, ImageManifest manifest, int preset)
    {
        _image = image;
        _preset = preset;
        Manifest = manifest;
    }

    /// <summary>What the image is.</summary>
    public ImageManifest Manifest { get; }

    /// <param name="image">Directory of a finished image.</param>
    /// <param name="preset">How much work xz is to have with it.</param>
    public static ImageBundle Of(string image, int preset = XzFile.ReleasePreset)
    {
        var path = Path.Combine(image, ImageManifest.FileName);
        return File.Exists(path) && File.Exists(Path.Combine(image, SignedSums.FileName))
            && JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractsJson.Default.ImageManifest) is { } manifest
            ? new ImageBundle(image, manifest, preset)
            : throw Failures.ImageMissing(image);
    }

    /// <summary>Writes it into a directory, under a name that says which image it is.</summary>
    /// <param name="directory">Where it goes; it is made if need be.</param>
    /// <param name="recipe">What the image was made by: what it is for, and how large it may be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The file.</returns>
    public async Task<string> WriteAsync(string directory, Recipe recipe, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, $"pockr-image-{Manifest.Distro}-{Manifest.Architecture}-{Manifest.BuildId}{Extension}");
        var work = Directory.CreateDirectory($"{path}.partial").FullName;
        try
        {
            var bundle = Path.Combine(work, Path.GetFileName(path));
            await WriteAsync(bundle, [.. PathsOf(HeadNames()), await PackAsync(work, recipe.Architecture, cancellationToken)], cancellationToken);
            await new SizeBudget(recipe.BudgetBytes).EnsureKeptAsync(
                new FileInfo(bundle).Length, [.. PathsOf(Manifest.Files.Select(file => file.Name))], cancellationToken);
            File.Move(bundle, path, overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return path;
    }

    /// <summary>Copies what tells of the image beside its bundle, for scanners and people that do not want all of it.</summary>
    /// <returns>The copies.</returns>
    public IReadOnlyList<string> CopyDocuments(string bundle)
    {
        List<string> copies = [];
        foreach (var name in ProvenanceFiles.Names.Where(name => File.Exists(Path.Combine(_image, name))))
        {
            copies.Add($"{bundle[..^Extension.Length]}.{name}");
            File.Copy(Path.Combine(_image, name), copies[^1], overwrite: true);
        }

        return copies;
    }

    private async Task<string> PackAsync(string work, Architecture architecture, CancellationToken cancellationToken)
    {
        var packed = Path.Combine(work, ReleasedImage.FilesArchive);
        var archive = packed[..^XzFile.Extension.Length];
        var listed = SignedSums.Parse(await File.ReadAllTextAsync(Path.Combine(_image, SignedSums.FileName), cancellationToken)).Keys;
        await WriteAsync(archive, PathsOf(listed.Except(HeadNames()).Order(StringComparer.Ordinal)), cancellationToken);
        await XzFile.ReplaceAsync(archive, architecture, _preset, cancellationToken);
        return packed;
    }

    /// <summary>What is read first.</summary>
    private IEnumerable<string> HeadNames() => new[] { SignedSums.FileName, SignedSums.SignatureFileName, ImageManifest.FileName }
        .Where(name => File.Exists(Path.Combine(_image, name)));

    private IEnumerable<string> PathsOf(IEnumerable<string> names) => names.Select(name => Path.Combine(_image, name));

    private static async Task WriteAsync(string path, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        await using var target = File.Create(path);
        await using var archive = new TarWriter(target, TarEntryFormat.Ustar);
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            var entry = new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(file))
            {
                DataStream = content, Mode = Mode, ModificationTime = DateTimeOffset.UnixEpoch,
            };
            await archive.WriteEntryAsync(entry, cancellationToken);
        }
    }
}
