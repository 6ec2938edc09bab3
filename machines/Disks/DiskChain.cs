using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Disks;

/// <summary>
/// The files a machine's disk is made of, from its own down to the image's. Each names the next in its header, and QEMU opens whatever is
/// named there: so all of them are read, and known to be ours, before any program of QEMU's sees the first.
/// </summary>
internal sealed class DiskChain(PockrHome home)
{
    /// <summary>How many files a disk may be made of.</summary>
    public const int Longest = 64;

    private const string TemplateDisk = "disk.qcow2";

    private readonly string _images = Path.GetFullPath(home.Images);
    private readonly string _templates = Path.GetFullPath(home.Templates);
    private readonly string _layers = Path.GetFullPath(home.Layers);

    /// <param name="disk">The first file.</param>
    /// <param name="baseDisk">The image's disk it has to end at; any image's if absent.</param>
    /// <returns>The files, the image's last.</returns>
    public IReadOnlyList<string> Read(string disk, string? baseDisk = null)
    {
        List<string> files = [disk];
        while (FindBelow(files[^1], files.Count == 1 ? baseDisk : null) is { } below)
        {
            if (files.Count == Longest)
            {
                throw Failures.DiskDamaged(disk, $"it is made of more than {Longest} files, or of one that lies over itself.");
            }

            files.Add(below);
        }

        return baseDisk is null || files[^1] == baseDisk
            ? files
            : throw Failures.DiskNamesOthers(files[Math.Max(0, files.Count - 2)], files[^1], baseDisk);
    }

    /// <summary>What a disk's own header says.</summary>
    public static Qcow2Header HeaderOf(string disk)
    {
        try
        {
            return Qcow2Header.Read(disk);
        }
        catch (InvalidDataException exception)
        {
            throw Failures.DiskDamaged(disk, exception.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failures.DiskDamaged(disk, "it is missing.");
        }
    }

    private string? FindBelow(string disk, string? expected)
    {
        var header = HeaderOf(disk);
        if (header.HasDataFile)
        {
            throw Failures.DiskNamesOthers(disk, "a data file", header.BackingFile);
        }

        var isBase = IsIn(_images, disk, ImageManifest.BaseDisk);
        if (isBase ? header.BackingFile is null : IsOurs(header.BackingFile))
        {
            return header.BackingFile;
        }

        throw Failures.DiskNamesOthers(
            disk,
            header.BackingFile ?? "no file",
            isBase ? null : FindMoved(header.BackingFile) ?? expected ?? "a layer or an image here");
    }

    private bool IsOurs(string? file) => file is not null && !IsLink(file) && (LayerName.IsValid(_layers, file)
        || ((IsIn(_images, file, ImageManifest.BaseDisk) || IsIn(_templates, file, TemplateDisk)) && !IsLink(Path.GetDirectoryName(file)!)));

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    // Put together anew and compared: there is one way to write the path of a file that is ours.
    private static bool IsIn(string parent, string file, string name)
    {
        var directory = Path.GetFileName(Path.GetDirectoryName(file));
        return directory is { Length: > 0 } && !directory.StartsWith('.') && file == Path.Combine(parent, directory, name);
    }

    /// <summary>Where a file is now that was ours when its directory had another name.</summary>
    private string? FindMoved(string? file)
    {
        var layer = Path.Combine(_layers, Path.GetFileName(file) ?? "");
        return LayerName.IsValid(_layers, layer) && File.Exists(layer) ? layer : null;
    }
}
