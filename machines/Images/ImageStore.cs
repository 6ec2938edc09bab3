using Pockr.Contracts;
using Pockr.Signing;

namespace Pockr.Machines.Images;

/// <summary>
/// The images machines are made of. They are copied here because a disk that lies over an image is lost once that image changes,
/// and a build writes its result to the same place every time.
/// </summary>
internal sealed class ImageStore(PockrHome home)
{
    private const string TemporaryPrefix = ".install-";
    private const string RemovedPrefix = ".removed-";

    public MachineImage? Find(string imageId)
    {
        var directory = Path.Combine(home.Images, imageId);
        return ManifestReader.IsThere(directory) ? ManifestReader.Read(directory) : null;
    }

    /// <summary>Directories of all images that are here.</summary>
    public IEnumerable<string> All() => Directory.Exists(home.Images)
        ? Directory.EnumerateDirectories(home.Images).Where(directory => !Path.GetFileName(directory).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];

    /// <summary>What installations and removals have left that were cut short, or are at work.</summary>
    public IEnumerable<string> FindLeftovers() => !Directory.Exists(home.Images)
        ? []
        : new[] { TemporaryPrefix, RemovedPrefix }.SelectMany(prefix => Directory.EnumerateDirectories(home.Images, $"{prefix}*"));

    /// <summary>Held while images come and go.</summary>
    public Task<FileLock> LockAsync(IBootReporter reporter, CancellationToken cancellationToken) => FileLock.AcquireAsync(
        home.ImagesLock,
        () => reporter.Stage("waiting for another pockr that installs an image"),
        cancellationToken);

    /// <summary>Waits for an installation that is at work.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        using var installing = await FileLock.AcquireAsync(home.ImagesLock, () => { }, cancellationToken);
        RemoveLeftovers();
    }

    /// <summary>Copies an image, unless it is there already, and hands back the copy, checked.</summary>
    public Task<MachineImage> InstallAsync(MachineImage source, IBootReporter reporter, CancellationToken cancellationToken) =>
        InstallAsync(() => Find(source.Id), directory => CopyAsync(source, directory, reporter, cancellationToken), reporter, cancellationToken);

    /// <summary>Takes in what comes from elsewhere, unless it is there already, and hands back what is there, checked.</summary>
    public Task<MachineImage> InstallAsync(ImageBundle bundle, IBootReporter reporter, CancellationToken cancellationToken) =>
        InstallAsync(() => null, directory => bundle.ExtractAsync(directory, cancellationToken), reporter, cancellationToken);

    /// <summary>Takes an image away, whole or not at all. The lock is held, and nobody needs it.</summary>
    public void Remove(string directory)
    {
        Directory.Move(directory, Path.Combine(home.Images, $"{RemovedPrefix}{Guid.NewGuid():N}"));
        RemoveLeftovers();
    }

    /// <summary>Removes what was cut short. Only one process installs at a time, and the lock is held, so nobody else needs it.</summary>
    public void RemoveLeftovers()
    {
        foreach (var directory in FindLeftovers().ToList())
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<MachineImage> InstallAsync(
        Func<MachineImage?> findInstalled, Func<string, Task<MachineImage>> fillAsync, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var installing = await LockAsync(reporter, cancellationToken);
        if (findInstalled() is { } installed)
        {
            await ImageVerifier.EnsureIntactAsync(installed, installed: true, cancellationToken);
            return installed;
        }

        RemoveLeftovers();
        var temporary = Path.Combine(home.Images, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        PrivateDirectory.Create(temporary);
        try
        {
            return await PublishAsync(await fillAsync(temporary), cancellationToken);
        }
        finally
        {
            RemoveLeftovers();
        }
    }

    private async Task<MachineImage> PublishAsync(MachineImage made, CancellationToken cancellationToken)
    {
        if (Find(made.Id) is { } installed)
        {
            await ImageVerifier.EnsureIntactAsync(installed, installed: true, cancellationToken);
            return installed;
        }

        var final = Path.Combine(home.Images, made.Id);
        AtomicFile.Publish(made.Directory, final);
        return made with { Directory = final };
    }

    // A file that is missing is left to the check, which says it in the words of the manifest. A second name is safe, as a build replaces its
    // files by renaming and never writes into them.
    private static async Task<MachineImage> CopyAsync(
        MachineImage source, string directory, IBootReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Stage($"installing the image {source.Id}");
        string[] more = [ImageManifest.FileName, SignedSums.FileName, SignedSums.SignatureFileName];
        foreach (var name in source.Manifest.Files.Select(file => file.Name).Union(more).Union(ImageVerifier.ListCompanions(source).Keys))
        {
            if (File.Exists(Path.Combine(source.Directory, name)))
            {
                AtomicFile.LinkOrCopy(Path.Combine(source.Directory, name), Path.Combine(directory, name));
            }
        }

        var copy = source with { Directory = directory };
        await ImageVerifier.EnsureIntactAsync(copy, installed: false, cancellationToken);
        return copy;
    }
}
