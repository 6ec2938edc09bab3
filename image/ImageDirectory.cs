using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Image;

/// <summary>A finished image. It is there whole or not at all, and a file of it never changes: overlays are backed by it.</summary>
internal sealed class ImageDirectory(string path)
{
    private const string ChecksumsFile = "SHA256SUMS";

    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="files">What a machine is started from.</param>
    /// <param name="describe">Makes the manifest.</param>
    /// <param name="accompanyAsync">Writes what else is to lie in the image's directory, once all of the image is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImageManifest> PublishAsync(
        IReadOnlyList<string> files,
        Func<IReadOnlyList<ImageFile>, ImageManifest> describe,
        Func<string, ImageManifest, CancellationToken, Task> accompanyAsync,
        CancellationToken cancellationToken)
    {
        var partial = $"{path}.partial";
        Remove(partial);
        Directory.CreateDirectory(partial);

        var described = new List<ImageFile>();
        foreach (var file in files)
        {
            var copy = Path.Combine(partial, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, ReadOnly);
            described.Add(new ImageFile(Path.GetFileName(file), new FileInfo(copy).Length, await Digests.OfFileAsync(copy, cancellationToken)));
        }

        var manifest = describe(described);
        await WriteManifestAsync(partial, manifest, cancellationToken);
        await accompanyAsync(partial, manifest, cancellationToken);
        await WriteChecksumsAsync(partial, cancellationToken);
        Replace(partial);
        return manifest;
    }

    private static async Task WriteManifestAsync(string directory, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var manifestPath = Path.Combine(directory, ImageManifest.FileName);
        var json = new JsonSerializerOptions(ContractsJson.Default.Options) { WriteIndented = true };
        await File.WriteAllTextAsync(manifestPath, JsonSerializer.Serialize(manifest, new ContractsJson(json).ImageManifest), cancellationToken);
    }

    private static async Task WriteChecksumsAsync(string directory, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var path in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            lines.Add($"{await Digests.OfFileAsync(path, cancellationToken)}  {Path.GetFileName(path)}");
        }

        await File.WriteAllLinesAsync(Path.Combine(directory, ChecksumsFile), lines, cancellationToken);
    }

    private void Replace(string partial)
    {
        var old = $"{path}.old";
        Remove(old);
        if (Directory.Exists(path))
        {
            Directory.Move(path, old);
        }

        Directory.Move(partial, path);
        Remove(old);
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
