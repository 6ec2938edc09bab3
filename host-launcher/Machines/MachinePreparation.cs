using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Qemu;

namespace Pockr.HostLauncher.Machines;

/// <summary>Makes sure that everything a machine needs for a start is there and in order: settings, image, disk.</summary>
internal sealed class MachinePreparation(ImageLocator locator, ImageStore images, QemuImg qemuImg, Func<HostResources> host)
{
    /// <summary>What the host's disk has to have free.</summary>
    public const int NeededDiskMiB = 1024;

    private const long DiskBytes = 8L << 30;

    public async Task<PreparedMachine> PrepareAsync(UpRequest request, MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var known = MachineStore.FindConfig(files);
        if (known is null && File.Exists(files.Overlay))
        {
            throw Failures.FileUnreadable(files.Config, "it is missing, and the disk beside it belongs to an unknown image.");
        }

        var source = known is null ? locator.Locate(request.Image) : FindSource(request, known, reporter);
        var config = request.ApplyTo(known ?? new MachineConfig { Image = source!.Id });
        var installed = images.Find(config.Image);
        var manifest = (installed ?? source ?? throw ImageMissing(request.Name, config, files)).Manifest;
        config.EnsureFits(host(), manifest.MinimumMemoryMiB);
        QemuImg.EnsureSpace(files.Directory, NeededDiskMiB);

        reporter.Stage("checking the image");
        var image = await EnsureInstalledAsync(installed, source, reporter, cancellationToken);
        MachineStore.Save(files, config);
        await EnsureDiskAsync(image, files, cancellationToken);
        return new PreparedMachine(config, image);
    }

    /// <summary>The image beside, if it is the machine's own; if it is another, the machine keeps its own and that is said.</summary>
    private MachineImage? FindSource(UpRequest request, MachineConfig config, IBootReporter reporter)
    {
        var beside = request.Image is null ? FindQuietly() : locator.Locate(request.Image);
        if (beside is null || beside.Id == config.Image)
        {
            return beside;
        }

        reporter.Note($"The machine '{request.Name}' keeps its image {config.Image}; {beside.Id} is there for new ones: 'pockr up --vm NAME'.");
        return null;
    }

    // A machine that has its image does not need the one beside, so neither does that one's damage matter.
    private MachineImage? FindQuietly()
    {
        try
        {
            return locator.Find(null);
        }
        catch (LauncherException)
        {
            return null;
        }
    }

    private async Task<MachineImage> EnsureInstalledAsync(
        MachineImage? installed,
        MachineImage? source,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        if (installed is null)
        {
            return await images.InstallAsync(source!, reporter, cancellationToken);
        }

        await ImageVerifier.EnsureIntactAsync(installed, installed: true, cancellationToken);
        return installed;
    }

    private async Task EnsureDiskAsync(MachineImage image, MachineFiles files, CancellationToken cancellationToken)
    {
        EnsureNames(image.BaseDisk, null);
        if (File.Exists(files.Overlay))
        {
            EnsureNames(files.Overlay, image.BaseDisk);
            await qemuImg.EnsureUsableAsync(files.Overlay, cancellationToken);
        }
        else
        {
            await qemuImg.CreateOverlayAsync(image.BaseDisk, files.Overlay, Math.Max(DiskBytes, image.Manifest.DiskBytes), cancellationToken);
        }
    }

    /// <summary>Makes sure that a disk lies over this file, or over none, before QEMU opens what its header names.</summary>
    public static void EnsureNames(string disk, string? backingFile)
    {
        Qcow2Header header;
        try
        {
            header = Qcow2Header.Read(disk);
        }
        catch (InvalidDataException exception)
        {
            throw Failures.DiskDamaged(disk, exception.Message);
        }

        if (header.HasDataFile || header.BackingFile != backingFile)
        {
            throw Failures.DiskNamesOthers(disk, header.HasDataFile ? "a data file" : header.BackingFile ?? "no file", backingFile);
        }
    }

    public static LauncherException ImageMissing(MachineName name, MachineConfig config, MachineFiles files) =>
        Failures.InstalledImageMissing(name.Value, config.Image, Path.GetFullPath(Path.Combine(files.Directory, "..", "..", "images")));
}

internal sealed record PreparedMachine(MachineConfig Config, MachineImage Image);
