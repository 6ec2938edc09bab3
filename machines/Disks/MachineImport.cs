using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Disks;

/// <summary>Makes a machine of a file that may be from anywhere.</summary>
internal sealed class MachineImport(PockrHome home, ImageStore images, DiskChain chain, QemuImg qemuImg)
{
    /// <param name="name">The new machine.</param>
    /// <param name="stream">What an export wrote.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="withImage">Whether an image that is not here is taken from the file.</param>
    /// <param name="reporter">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    public async Task ImportAsync(
        MachineName name, Stream stream, string source, bool withImage, IBootReporter reporter, CancellationToken cancellationToken)
    {
        NewMachine.EnsureNew(name, home.FilesOf(name));
        using var made = NewMachine.Begin(home);
        await using var archive = new PackedArchive(stream, source);
        var packed = await archive.ReadDescriptionAsync(cancellationToken);
        var takesImage = images.Find(packed.Image) is null;
        if (takesImage && !(withImage && packed.HasImage))
        {
            throw Failures.PackedImageMissing(packed.Image, packed.HasImage);
        }

        bool IsWanted(string file) => file == PackedMachine.Disk || takesImage;
        QemuImg.EnsureSpace(made.Files.Directory, packed.Files.Where(file => IsWanted(file.Name)).Sum(file => file.Bytes) / DiskSize.MiB);

        reporter.Stage("reading the file");
        await archive.ExtractAsync(packed, IsWanted, made.Files.Directory, cancellationToken);
        await EnsureImageAsync(packed, made, source, takesImage, reporter, cancellationToken);
        await PutDiskAsync(packed, made, source, reporter, cancellationToken);
        MachineStore.Save(made.Files, new MachineConfig { Image = packed.Image, Cpus = packed.Cpus, MemoryMiB = packed.MemoryMiB, DiskMiB = packed.DiskMiB });
        made.Publish(name, home.FilesOf(name));
    }

    private async Task EnsureImageAsync(
        PackedMachine packed, NewMachine made, string source, bool takesImage, IBootReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Stage("checking the image");
        if (!takesImage)
        {
            await ImageVerifier.EnsureIntactAsync(images.Find(packed.Image)!, installed: true, cancellationToken);
            return;
        }

        var directory = Path.Combine(made.Files.Directory, PackedMachine.ImagePrefix.TrimEnd('/'));
        var image = ManifestReader.Read(directory);
        if (image.Id != packed.Image)
        {
            throw Failures.PackedMachineUnusable(source, $"the image in it is {image.Id}, and the machine was made of {packed.Image}.");
        }

        await ImageVerifier.EnsureIntactAsync(image, installed: false, cancellationToken);
        if (DiskChain.HeaderOf(image.BaseDisk) is { HasDataFile: true } or { BackingFile: not null })
        {
            throw Failures.PackedMachineUnusable(source, "the disk of the image in it names other files.");
        }

        await images.InstallAsync(image, reporter, cancellationToken);
        Directory.Delete(directory, recursive: true);
    }

    private async Task PutDiskAsync(PackedMachine packed, NewMachine made, string source, IBootReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Stage("checking the disk");
        var disk = Path.Combine(made.Files.Directory, PackedMachine.Disk);
        var baseDisk = home.BaseDiskOf(packed.Image);
        chain.Read(baseDisk);
        try
        {
            // Before any program of QEMU's sees it.
            if (DiskChain.HeaderOf(disk) is not { HasDataFile: false, BackingFile: null } header || header.VirtualBytes != packed.DiskBytes)
            {
                throw Failures.PackedMachineUnusable(source, "its disk names other files, or has another size than it is said to have.");
            }

            await qemuImg.EnsureUsableAsync(disk, cancellationToken);
        }
        catch (LauncherException damage) when (damage.ExitCode == ExitCodes.DiskDamaged)
        {
            throw Failures.PackedMachineUnusable(source, $"its disk is damaged. {damage.Message}", damage);
        }

        await qemuImg.UnpackAsync(disk, baseDisk, cancellationToken);
        chain.Read(disk, baseDisk);
        AtomicFile.Publish(disk, made.Files.Overlay);
    }
}
