using Pockr.Contracts;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Images;

/// <summary>
/// The images machines are made of. They are copied here because a disk that lies over an image is lost once that image changes,
/// and a build writes its result to the same place every time.
/// </summary>
internal sealed class ImageStore(PockrHome home)
{
    private const string TemporaryPrefix = ".install-";

    public MachineImage? Find(string imageId)
    {
        var directory = Path.Combine(home.Images, imageId);
        return ManifestReader.IsThere(directory) ? ManifestReader.Read(directory) : null;
    }

    /// <summary>Directories of all images that are here.</summary>
    public IEnumerable<string> All() => Directory.Exists(home.Images)
        ? Directory.EnumerateDirectories(home.Images).Where(directory => !Path.GetFileName(directory).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];

    /// <summary>What installations have left that were cut short, or are at work.</summary>
    public IEnumerable<string> FindLeftovers() =>
        Directory.Exists(home.Images) ? Directory.EnumerateDirectories(home.Images, $"{TemporaryPrefix}*") : [];

    /// <summary>Waits for an installation that is at work.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        using var installing = await FileLock.AcquireAsync(home.ImagesLock, () => { }, cancellationToken);
        RemoveLeftovers();
    }

    /// <summary>Copies an image, unless it is there already, and hands back the copy, checked.</summary>
    public async Task<MachineImage> InstallAsync(MachineImage source, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var installing = await FileLock.AcquireAsync(
            home.ImagesLock,
            () => reporter.Stage("waiting for another pockr that installs an image"),
            cancellationToken);

        if (Find(source.Id) is { } installed)
        {
            await ImageVerifier.EnsureIntactAsync(installed, installed: true, cancellationToken);
            return installed;
        }

        RemoveLeftovers();
        reporter.Stage($"installing the image {source.Id}");
        var temporary = Path.Combine(home.Images, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        PrivateDirectory.Create(temporary);

        // A file that is missing is left to the check, which says it in the words of the manifest. A second name is safe, as a build replaces
        // its files by renaming and never writes into them.
        foreach (var name in source.Manifest.Files.Select(file => file.Name).Append(ImageManifest.FileName))
        {
            if (File.Exists(Path.Combine(source.Directory, name)))
            {
                AtomicFile.LinkOrCopy(Path.Combine(source.Directory, name), Path.Combine(temporary, name));
            }
        }

        await ImageVerifier.EnsureIntactAsync(source with { Directory = temporary }, installed: false, cancellationToken);
        var final = Path.Combine(home.Images, source.Id);
        AtomicFile.Publish(temporary, final);
        return source with { Directory = final };
    }

    // What was cut short; only one process installs at a time, so nobody else needs it.
    private void RemoveLeftovers()
    {
        foreach (var directory in FindLeftovers().ToList())
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
