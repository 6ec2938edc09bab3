namespace Pockr.Image.Packages;

/// <summary>
/// Every package file that was ever fetched, by its SHA-256: mirrors delete what has been superseded, and an old lock is to be built all the
/// same. Several builds may share one.
/// </summary>
internal sealed class PackageArchive
{
    private const string Partial = ".partial";

    private static readonly TimeSpan s_longestDownload = TimeSpan.FromHours(6);

    private PackageArchive(string directory) => Directory = directory;

    public string Directory { get; }

    public static PackageArchive Open(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles($"*{Partial}"))
        {
            // What a build left that was killed; a younger one may be at work.
            if (DateTime.UtcNow - file.LastWriteTimeUtc > s_longestDownload)
            {
                file.Delete();
            }
        }

        return new PackageArchive(directory);
    }

    public string PathOf(LockedPackage package) => Path.Combine(Directory, FileNameOf(package));

    public static string FileNameOf(LockedPackage package) => package.Sha256 + Path.GetExtension(package.Url);

    /// <summary>Whether the file is there and is the one.</summary>
    public async Task<bool> HasAsync(LockedPackage package, CancellationToken cancellationToken) =>
        File.Exists(PathOf(package)) && await Digests.OfFileAsync(PathOf(package), cancellationToken) == package.Sha256;

    /// <summary>A name in the archive for a file in the making, of no meaning to anybody else.</summary>
    public string NewPartial() => Path.Combine(Directory, $"{Guid.NewGuid():N}{Partial}");

    /// <summary>Takes a file in whose digest has been compared.</summary>
    public void Accept(LockedPackage package, string file) => File.Move(file, PathOf(package), overwrite: true);

    /// <summary>The packages as a build uses them.</summary>
    public PackageList ListOf(PackageLock @lock) => new(
        Directory, [.. @lock.Packages.Select(package => new PackageFile(package.Name, package.Version, FileNameOf(package), package.Sha256))]);
}
