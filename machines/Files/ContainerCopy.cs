using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Archives;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Files;

/// <summary>Copies between containers and this host, by the rules of <see cref="CopyRules"/>.</summary>
/// <param name="files">Files of the machine's containers.</param>
/// <param name="followsLink">Whether a source that is a link is what it leads to.</param>
internal sealed class ContainerCopy(FilesClient files, bool followsLink)
{
    private const string DirectoryType = "directory";
    private const string LinkType = "link";

    /// <summary>Who what is copied into containers belongs to.</summary>
    public FileOwner Owner { get; init; } = FileOwner.Root;

    public async Task ToContainerAsync(string source, CopyEnd destination, CancellationToken cancellationToken)
    {
        var path = Resolve(source, followsLink || CopyRules.MeansDirectory(source));
        var kind = HostEntry.KindOf(path);
        if (kind is EntryKind.None or EntryKind.Other || (kind != EntryKind.Directory && CopyRules.MeansDirectory(source)))
        {
            throw Failures.FileMissing(source, kind switch
            {
                EntryKind.None => "Nothing is there.",
                EntryKind.Other => "It is a device, a pipe or a socket.",
                _ => "It is no directory.",
            });
        }

        var target = CopyRules.Resolve(
            new CopySource(source, Path.GetFileName(FullPath(source)), kind == EntryKind.Directory), await LookAsync(destination, cancellationToken));
        await using var tar = WrittenStream.Of(async stream =>
        {
            await using var writer = new TreeWriter(stream) { Owner = Owner };
            await writer.AddAsync(path, target.Name, cancellationToken);
        });
        await files.WriteArchiveAsync(destination.Container!, target.Directory, tar, cancellationToken);
    }

    public async Task FromContainerAsync(CopyEnd source, string destination, Action<string> warn, CancellationToken cancellationToken)
    {
        var (path, stat) = await FindAsync(source, cancellationToken);
        var resolved = Resolve(destination, followsLink: true);
        var target = CopyRules.Resolve(
            new CopySource(source.Path, ContainerPath.NameOf(source.Path), stat.Type == DirectoryType),
            new CopyDestination(destination, resolved, HostEntry.KindOf(resolved)));
        if (!Directory.Exists(target.Directory))
        {
            throw Failures.CopyDirectoryMissing(target.Directory);
        }

        await using var tar = await files.ReadArchiveAsync(source.Container!, path, cancellationToken);
        await new TreeReader(target, warn).ReadAsync(tar, cancellationToken);
    }

    /// <summary>Copies a tar as it is.</summary>
    public async Task ReadAsync(CopyEnd source, Stream target, CancellationToken cancellationToken)
    {
        var (path, _) = await FindAsync(source, cancellationToken);
        await using var tar = await files.ReadArchiveAsync(source.Container!, path, cancellationToken);
        await tar.CopyToAsync(target, cancellationToken);
    }

    /// <summary>Unpacks a tar in a directory that is there.</summary>
    public async Task UnpackAsync(Stream tar, CopyEnd destination, CancellationToken cancellationToken)
    {
        var found = await LookAsync(destination, cancellationToken);
        if (found.Kind != EntryKind.Directory)
        {
            throw Failures.CopyIsNoDirectory(destination.ToString());
        }

        await files.WriteArchiveAsync(destination.Container!, found.Resolved, tar, cancellationToken);
    }

    private async Task<(string Path, FileStat Stat)> FindAsync(CopyEnd source, CancellationToken cancellationToken)
    {
        // With a slash at its end, a link is followed by dockerd.
        var path = ContainerPath.Normalize(source.Path) + (CopyRules.MeansDirectory(source.Path) ? "/" : "");
        var stat = await files.StatAsync(source.Container!, path, cancellationToken);
        return followsLink && stat is { Type: LinkType, LinkTarget: { } target }
            ? (target, await files.StatAsync(source.Container!, target, cancellationToken))
            : (path, stat);
    }

    private async Task<CopyDestination> LookAsync(CopyEnd destination, CancellationToken cancellationToken)
    {
        var path = ContainerPath.Normalize(destination.Path);
        var stat = await TryStatAsync(destination.Container!, path, cancellationToken);
        if (stat is { Type: LinkType, LinkTarget: { } target })
        {
            path = ContainerPath.Normalize(target);
            stat = await TryStatAsync(destination.Container!, path, cancellationToken);
        }

        var kind = stat is null ? EntryKind.None : stat.Type == DirectoryType ? EntryKind.Directory : EntryKind.File;
        return new CopyDestination(destination.Path, path, kind);
    }

    private async Task<FileStat?> TryStatAsync(string container, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.StatAsync(container, path, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.FileNotFound)
        {
            return null;
        }
    }

    private static string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static string Resolve(string path, bool followsLink) => followsLink ? HostEntry.FollowLink(path) : FullPath(path);
}
