using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Disks;

/// <summary>
/// Disks that are written no more, each a file in one directory: machines and snapshots lie over them. A layer is removed only when every disk
/// and every snapshot could be read, and none names it.
/// </summary>
internal sealed class DiskLayers(PockrHome home, DiskChain chain, QemuImg qemuImg)
{
    /// <summary>Held from the making of a layer until something that stays refers to it. Whoever needs a machine's lock as well has that first.</summary>
    public Task<FileLock> LockAsync(IBootReporter reporter, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(home.Layers);
        return FileLock.AcquireAsync(
            home.LayersLock, () => reporter.Stage("waiting for another pockr that is at work on disks"), cancellationToken);
    }

    /// <summary>All layers there are.</summary>
    public IEnumerable<string> All()
    {
        var layers = Path.GetFullPath(home.Layers);
        return Directory.Exists(layers) ? Directory.EnumerateFiles(layers).Where(file => LayerName.IsValid(layers, file)) : [];
    }

    public string PathOf(string layer) => LayerName.PathIn(Path.GetFullPath(home.Layers), layer);

    /// <summary>Makes a layer of a machine's disk, and gives the machine a new one over it that shows the same.</summary>
    /// <returns>The layer's name.</returns>
    public async Task<string> FreezeAsync(MachineName name, MachineFiles files, string baseDisk, CancellationToken cancellationToken)
    {
        EnsureMayFreeze(name, files, baseDisk);
        var layer = LayerName.Draw();
        var path = PathOf(layer);

        // A second name for the file first, then the new disk in the place of the first name. Killed in between, the machine has its disk as
        // before, and nothing refers to the second name.
        AtomicFile.LinkOrCopy(files.Overlay, path);
        AtomicFile.SyncDirectory(home.Layers);
        await LayOverAsync(layer, files, cancellationToken);
        KeepFromWriting(path);
        return layer;
    }

    /// <summary>Gives a machine a disk over a layer, in place of the one it has.</summary>
    public Task LayOverAsync(string layer, MachineFiles files, CancellationToken cancellationToken)
    {
        var path = PathOf(layer);
        return qemuImg.CreateOverlayAsync(path, files.Overlay, DiskChain.HeaderOf(path).VirtualBytes, cancellationToken);
    }

    /// <summary>Removes the layers that no disk and no snapshot needs. The lock is held.</summary>
    public void RemoveUnneeded()
    {
        HashSet<string> needed;
        try
        {
            needed = [.. Needed()];
        }
        catch (Exception doubt) when (doubt is LauncherException or IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (var file in All().Where(file => !needed.Contains(file)).ToList())
        {
            File.Delete(file);
        }
    }

    private void EnsureMayFreeze(MachineName name, MachineFiles files, string baseDisk)
    {
        if (new FileInfo(files.Overlay).LinkTarget is { } target)
        {
            throw Failures.DiskNamesOthers(files.Overlay, $"{target} as a link", Path.GetFileName(files.Overlay));
        }

        var below = chain.Read(files.Overlay, baseDisk);
        if (below.Count >= DiskChain.Longest)
        {
            throw Failures.TooManyLayers(name.Value, below.Count);
        }
    }

    // Whatever has a disk or a snapshot counts, be it a machine, half of one, or what is left of one.
    private IEnumerable<string> Needed() => Directory.EnumerateDirectories(home.Machines)
        .SelectMany(directory => DisksOf(new MachineFiles(directory)))
        .SelectMany(disk => chain.Read(disk));

    private IEnumerable<string> DisksOf(MachineFiles files) => SnapshotFiles.AllOf(files)
        .Select(snapshot => PathOf(SnapshotStore.Read(snapshot).Layer))
        .Concat(File.Exists(files.Overlay) ? [files.Overlay] : []);

    private static void KeepFromWriting(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }
    }
}
