using Pockr.Contracts;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>Makes sure that everything a machine needs for a start is in order: settings, image, and the disk if it has one.</summary>
internal sealed class MachinePreparation(ImageLocator locator, ImageStore images, DiskChain chain, QemuImg qemuImg, Func<HostResources> host)
{
    /// <summary>What the host's disk has to have free.</summary>
    public const int NeededDiskMiB = 1024;

    public async Task<PreparedMachine> PrepareAsync(UpRequest request, MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var known = MachineStore.FindConfig(files);
        if (known is null && File.Exists(files.Overlay))
        {
            throw Failures.FileUnreadable(files.Config, "it is missing, and the disk beside it belongs to an unknown image.");
        }

        var source = known is null ? locator.Locate(request.Image) : FindSource(request, known, reporter);
        List<SettingFinding> findings = [];
        var config = request.ApplyTo(known ?? new MachineConfig { Image = source!.Id }, findings);
        var installed = images.Find(config.Image);
        var manifest = (installed ?? source ?? throw ImageMissing(request.Name, config, files)).Manifest;
        config.EnsureFits(host(), manifest.MinimumMemoryMiB, findings);
        QemuImg.EnsureSpace(files.Directory, NeededDiskMiB);

        reporter.Stage("checking the image");
        var image = await EnsureInstalledAsync(installed, source, reporter, cancellationToken);
        MachineStore.Save(files, config);
        await CheckDiskAsync(config, image, files, cancellationToken);
        return new PreparedMachine(config, image);
    }

    /// <summary>The image beside, if it is the machine's own; if it is another, the machine keeps its own and that is said.</summary>
    private MachineImage? FindSource(UpRequest request, MachineConfig config, IBootReporter reporter)
    {
        // A machine that has its image does not need the one beside, so neither does that one's damage matter.
        var beside = request.Image is null ? locator.FindQuietly() : locator.Locate(request.Image);
        if (beside is null || beside.Id == config.Image)
        {
            return beside;
        }

        reporter.Note($"The machine '{request.Name}' keeps its image {config.Image}; {beside.Id} is there for new ones: 'pockr up --vm NAME'.");
        return null;
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

    private async Task CheckDiskAsync(MachineConfig config, MachineImage image, MachineFiles files, CancellationToken cancellationToken)
    {
        var baseDisk = Path.GetFullPath(image.BaseDisk);
        if (!File.Exists(files.Overlay))
        {
            chain.Read(baseDisk);
            return;
        }

        chain.Read(files.Overlay, baseDisk);
        await qemuImg.EnsureUsableAsync(files.Overlay, cancellationToken);

        // What a suspended machine has in memory knows the size as it is.
        if (MachineStore.FindSuspended(files) is null && DiskChain.HeaderOf(files.Overlay).VirtualBytes < config.DiskBytes)
        {
            await qemuImg.GrowAsync(files.Overlay, config.DiskBytes, cancellationToken);
        }
    }

    public static LauncherException ImageMissing(MachineName name, MachineConfig config, MachineFiles files) =>
        Failures.InstalledImageMissing(name.Value, config.Image, Path.GetFullPath(Path.Combine(files.Directory, "..", "..", "images")));
}

internal sealed record PreparedMachine(MachineConfig Config, MachineImage Image);
