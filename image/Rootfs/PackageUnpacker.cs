using System.Formats.Tar;
using Pockr.Contracts;
using Pockr.Image.Errors;

namespace Pockr.Image.Rootfs;

/// <summary>Unpacks the wanted files of a package's tar into a directory; owners stay behind (everything in an image is root's).</summary>
internal sealed class PackageUnpacker(string root, Func<string, bool> wanted)
{
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public async Task UnpackAsync(string package, Stream tar, CancellationToken cancellationToken)
    {
        try
        {
            await UnpackEntriesAsync(package, tar, cancellationToken);
        }
        catch (Exception exception) when (TarEntries.IsDamage(exception))
        {
            throw Failures.PackageDamaged(package, exception.Message.TrimEnd('.'));
        }
    }

    private async Task UnpackEntriesAsync(string package, Stream tar, CancellationToken cancellationToken)
    {
        await using var entries = new TarEntries(tar, PackagePath.LongestHeaders);
        while (await entries.NextAsync(cancellationToken) is { } entry)
        {
            var path = PackagePath.Normalize(package, entry.Name);
            if (entry.EntryType is TarEntryType.Directory || path.Length == 0 || !wanted(path) || IsMergedLink(package, path, entry))
            {
                continue;
            }

            await PlaceAsync(package, path, entry, cancellationToken);
        }
    }

    // As usr/lib/libssl.so.3 -> ../../lib/libssl.so.3, where both are one place here: it would take the file's and lead to itself.
    private static bool IsMergedLink(string package, string path, TarEntry entry) =>
        entry.EntryType is TarEntryType.SymbolicLink && PackagePath.NormalizeLink(package, entry.Name, entry.LinkName) == path;

    private async Task PlaceAsync(string package, string path, TarEntry entry, CancellationToken cancellationToken)
    {
        var target = Path.Combine(root, path);
        CreateParents(package, path);
        if (HasDirectory(target))
        {
            throw Failures.PackageDamaged(package, $"'{path}' is a directory as well");
        }

        File.Delete(target);
        switch (entry.EntryType)
        {
            case TarEntryType.SymbolicLink:
                File.CreateSymbolicLink(target, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                // A copy: the first name may not have been wanted, and then has nothing to link to.
                var source = Path.Combine(root, PackagePath.Normalize(package, entry.LinkName));
                File.Copy(File.Exists(source) ? source : throw Failures.PackageDamaged(package, $"'{path}' links to what is not there"), target);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                await entry.ExtractToFileAsync(target, overwrite: false, cancellationToken);
                break;
            default:
                throw Failures.PackageDamaged(package, $"'{path}' is a {entry.EntryType}");
        }
    }

    // Step by step, because a directory on the way that is a link would lead out of the tree.
    private void CreateParents(string package, string path)
    {
        var directory = root;
        foreach (var segment in path.Split('/')[..^1])
        {
            directory = Path.Combine(directory, segment);
            if (new DirectoryInfo(directory).LinkTarget is not null)
            {
                throw Failures.PackageDamaged(package, $"'{path}' lies behind a link");
            }

            if (File.Exists(directory))
            {
                throw Failures.PackageDamaged(package, $"'{path}' lies behind a file");
            }

            Directory.CreateDirectory(directory, DirectoryMode);
        }
    }

    private static bool HasDirectory(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };
}
