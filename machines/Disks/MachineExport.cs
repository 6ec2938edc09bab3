using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Disks;

/// <summary>Writes a machine into one file: its settings and its disk, neither its token nor what it has in memory.</summary>
internal sealed class MachineExport(DiskChain chain, QemuImg qemuImg, ImageStore images, Standstill standstill)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task ExportAsync(MachineName name, Stream target, bool withImage, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var machine = await standstill.HoldAsync(name, reporter, cancellationToken);
        if (MachineStore.FindSuspended(machine.Files) is not null)
        {
            reporter.Note($"The machine '{name}' is suspended: its disk is exported, and what it has in memory is not.");
        }

        // One is at work at a time, so what is there was left by one that was killed.
        var work = machine.Files.Export;
        Remove(work);
        PrivateDirectory.Create(work);
        try
        {
            var files = withImage ? ImageOf(machine) : [];
            files.Insert(0, (PackedMachine.Disk, await PackDiskAsync(machine, work, reporter, cancellationToken)));
            reporter.Stage("writing the file");
            await WriteAsync(machine, files, target, cancellationToken);
        }
        finally
        {
            Remove(work);
        }
    }

    private async Task<string> PackDiskAsync(StillMachine machine, string work, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var files = chain.Read(machine.Files.Overlay, machine.BaseDisk);
        QemuImg.EnsureSpace(work, 2 * files.SkipLast(1).Sum(file => new FileInfo(file).Length) / DiskSize.MiB);
        var disk = files[0];
        if (files.Count > 2)
        {
            // qemu-img packs what is in one file, so what is in several is put into one.
            reporter.Stage("putting the layers of the disk together");
            disk = Path.Combine(work, "whole.qcow2");
            await qemuImg.CreateOverlayAsync(files[0], disk, DiskChain.HeaderOf(files[0]).VirtualBytes, cancellationToken);
            await qemuImg.FlattenAsync(disk, machine.BaseDisk, cancellationToken);
        }

        reporter.Stage("packing the disk");
        var packed = Path.Combine(work, PackedMachine.Disk);
        await qemuImg.PackAsync(disk, machine.BaseDisk, packed, cancellationToken);
        return packed;
    }

    private List<(string Name, string Path)> ImageOf(StillMachine machine)
    {
        var image = images.Find(machine.Config.Image)
            ?? throw Failures.InstalledImageMissing(machine.Name.Value, machine.Config.Image, Path.GetDirectoryName(machine.BaseDisk)!);
        return [.. image.Manifest.Files.Select(file => file.Name).Prepend(ImageManifest.FileName)
            .Select(file => (PackedMachine.ImagePrefix + file, Path.Combine(image.Directory, file)))];
    }

    private static async Task WriteAsync(
        StillMachine machine, List<(string Name, string Path)> files, Stream target, CancellationToken cancellationToken)
    {
        var packed = new PackedMachine
        {
            Image = machine.Config.Image,
            DiskBytes = DiskChain.HeaderOf(files[0].Path).VirtualBytes,
            Cpus = machine.Config.Cpus,
            MemoryMiB = machine.Config.MemoryMiB,
            DiskMiB = machine.Config.DiskMiB,
            Files = await Task.WhenAll(files.Select(file => DescribeAsync(file.Name, file.Path, cancellationToken))),
        };
        await using var archive = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        using var description = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(packed, MachineJson.Default.PackedMachine));
        await archive.WriteEntryAsync(EntryOf(PackedMachine.FileName, description), cancellationToken);
        foreach (var (name, path) in files)
        {
            await using var content = File.OpenRead(path);
            await archive.WriteEntryAsync(EntryOf(name, content), cancellationToken);
        }
    }

    private static async Task<ImageFile> DescribeAsync(string name, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return new ImageFile(name, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)));
    }

    private static PaxTarEntry EntryOf(string name, Stream content) => new(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly };

    private static void Remove(string work)
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
