using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Templates;

namespace Pockr.Machines.Images;

/// <summary>Who needs an image or a template.</summary>
/// <param name="Directory">The image's or the template's.</param>
/// <param name="Kind">What the user is.</param>
/// <param name="Name">The user's name.</param>
internal sealed record ImageUse(string Directory, UserKind Kind, string Name)
{
    public override string ToString() => $"the {Kind.ToString().ToLowerInvariant()} '{Name}'";
}

internal enum UserKind
{
    Machine,
    Template,
    Layer,
}

/// <summary>
/// Finds out who needs which image and which template, from the headers of all disks there are: a disk is lost with any file it lies over. What
/// cannot be told is said; then nothing may be removed.
/// </summary>
internal sealed class ImageUses(PockrHome home, DiskChain chain, DiskLayers layers, TemplateStore templates)
{
    private readonly string _images = Path.GetFullPath(home.Images);
    private readonly string _templates = Path.GetFullPath(home.Templates);

    /// <summary>Looks at everything.</summary>
    /// <param name="doubts">Sentences about what could not be read.</param>
    public IReadOnlyList<ImageUse> Find(ICollection<string> doubts)
    {
        var uses = new List<ImageUse>();
        foreach (var directory in FindMachines())
        {
            var files = new MachineFiles(directory);
            uses.AddRange(FindUses(UserKind.Machine, Path.GetFileName(directory), () => NeededBy(files).ToList(), doubts));
        }

        foreach (var layer in layers.All())
        {
            uses.AddRange(FindUses(UserKind.Layer, Path.GetFileName(layer), () => chain.Read(layer), doubts));
        }

        // One whose disk cannot be read is of no use to anybody: machines that lie over it have said so above.
        foreach (var template in templates.All())
        {
            uses.AddRange(FindUses(UserKind.Template, template.Name, () => chain.Read(template.Disk), doubts: []));
        }

        return [.. uses.Distinct()];
    }

    // Also those that are being made, and half of one that was killed; not those that have been removed.
    private IEnumerable<string> FindMachines() => !Directory.Exists(home.Machines)
        ? []
        : Directory.EnumerateDirectories(home.Machines).Except(MachineRemoval.FindGraves(home));

    private IEnumerable<ImageUse> FindUses(UserKind kind, string name, Func<IReadOnlyList<string>> read, ICollection<string> doubts)
    {
        try
        {
            return [.. read()
                .Select(file => Path.GetDirectoryName(file)!)
                .Where(directory => Path.GetDirectoryName(directory) is { } parent && (parent == _images || parent == _templates))
                .Where(directory => kind != UserKind.Template || Path.GetFileName(directory) != name)
                .Select(directory => new ImageUse(directory, kind, name))];
        }
        catch (Exception doubt) when (doubt is LauncherException or IOException or UnauthorizedAccessException)
        {
            doubts.Add($"{kind} '{name}': {doubt.Message}");
            return [];
        }
    }

    /// <summary>The files a machine lies over, and those its settings name: a machine without a disk is to get one over them.</summary>
    private IEnumerable<string> NeededBy(MachineFiles files)
    {
        var config = MachineStore.FindConfig(files);
        if (config is null && IsBeingMade(files))
        {
            throw new IOException("another pockr makes it just now.");
        }

        var named = config is null ? [] : new[] { home.BaseDiskOf(config.Image), config.Template is { } name ? DiskOf(name) : null };
        var snapshots = SnapshotFiles.AllOf(files).Select(snapshot => layers.PathOf(SnapshotStore.Read(snapshot).Layer));
        return named.OfType<string>().Concat(snapshots.Concat(DisksOf(files)).SelectMany(disk => chain.Read(disk)));
    }

    // A volatile disk over the machine's own adds nothing to what that one needs.
    private static IEnumerable<string> DisksOf(MachineFiles files) => new[] { files.Overlay, files.VolatileDisk }
        .Where(File.Exists)
        .Where(disk => disk == files.Overlay || DiskChain.HeaderOf(disk).BackingFile != files.Overlay);

    private string DiskOf(string template) => Path.GetFullPath(templates.FilesOf(template).Disk);

    private static bool IsBeingMade(MachineFiles files)
    {
        if (!File.Exists(files.Lock))
        {
            return false;
        }

        using var held = FileLock.TryAcquire(files.Lock);
        return held is null;
    }
}
