using System.Formats.Tar;
using Pockr.Image.Bundles;
using Pockr.Image.Disk;
using Pockr.Image.Errors;
using Pockr.Image.Processes;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;

namespace Pockr.Image.Tests;

public sealed class ImageBundleTests
{
    private static readonly Recipe s_recipe = RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSameImage_MakesTheSameBytes_WithTheListFirst()
    {
        using var directory = new TemporaryDirectory();
        var image = await PublishAsync(directory.Path);
        await File.WriteAllTextAsync(Path.Combine(image, "SHA256SUMS.minisig"), "a signature", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(image, "not-listed"), "x", Cancellation);

        var first = await ImageBundle.Of(image).WriteAsync(Path.Combine(directory.Path, "first"), s_recipe, Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(image, "vmlinux"), DateTime.UnixEpoch.AddDays(1));
        var second = await ImageBundle.Of(image).WriteAsync(Path.Combine(directory.Path, "second"), s_recipe, Cancellation);

        Assert.Equal("pockr-image-debian-x86_64-00112233aabbccdd.tar", Path.GetFileName(first));
        Assert.Equal(await File.ReadAllBytesAsync(first, Cancellation), await File.ReadAllBytesAsync(second, Cancellation));
        Assert.Equal(["SHA256SUMS", "SHA256SUMS.minisig", "manifest.json", "files.tar.xz"], await NamesAsync(first));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(directory.Path, "first")));
    }

    [Fact]
    public async Task ItsFiles_AreUnpackedByTarAndXz()
    {
        using var directory = new TemporaryDirectory();
        var image = await PublishAsync(directory.Path);
        var bundle = await ImageBundle.Of(image).WriteAsync(directory.Path, s_recipe, Cancellation);
        var target = Directory.CreateDirectory(directory["unpacked"]).FullName;

        await Tool.RunAsync(new ToolCommand("tar", ["-xf", bundle, "-C", target]), Cancellation);
        await Tool.RunAsync(new ToolCommand("tar", ["-xJf", Path.Combine(target, "files.tar.xz"), "-C", target]), Cancellation);

        File.Delete(Path.Combine(target, "files.tar.xz"));
        Assert.Equal(ContentOf(image), ContentOf(target));
        var header = (await File.ReadAllBytesAsync(bundle, Cancellation)).AsSpan();
        Assert.Equal([4, 0, 0x21, 1, 28], header[(header.IndexOf("7zXZ\0"u8) + 13)..][..5].ToArray()); // x86, then LZMA2 with 64 MiB
    }

    [Fact]
    public async Task OneOverItsBudget_IsNotWritten_AndTheLargestThingsAreNamed()
    {
        using var directory = new TemporaryDirectory();
        var root = Directory.CreateDirectory(directory["root/usr/bin"]).FullName;
        await File.WriteAllBytesAsync(Path.Combine(root, "dockerd"), Noise(400_000), Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(root, "runc"), Noise(300_000), Cancellation);
        var raw = directory["raw"];
        await new Ext4Disk(s_recipe with { DiskBytes = 64 << 20, Inodes = 1024 }).MakeAsync(directory["root"], Guid.Empty, raw, Cancellation);
        var image = await PublishAsync(directory.Path, target => Qcow2.WriteAsync(raw, target, Cancellation));

        var failure = await Assert.ThrowsAsync<ImageException>(
            () => ImageBundle.Of(image).WriteAsync(directory["bundles"], s_recipe with { BudgetBytes = 700_000 }, Cancellation));

        Assert.Contains("The image is 0.7 MB to download, and its budget is 0.7 MB", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("each by itself: dockerd 0.4 MB, runc 0.3 MB.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory["bundles"]));
    }

    [Fact]
    public async Task WhatIsToldOfAnImage_LiesBesideItsBundleAsWell()
    {
        using var directory = new TemporaryDirectory();
        var bundle = ImageBundle.Of(await PublishAsync(directory.Path));

        var copies = bundle.CopyDocuments(await bundle.WriteAsync(directory.Path, s_recipe, Cancellation));

        Assert.Equal([Path.Combine(directory.Path, "pockr-image-debian-x86_64-00112233aabbccdd.licenses.md")], copies);
        Assert.Equal("MIT", await File.ReadAllTextAsync(copies[0], Cancellation));
    }

    [Fact]
    public void ADirectoryWithoutAnImage_IsTold()
    {
        using var directory = new TemporaryDirectory();

        var failure = Assert.Throws<ImageException>(() => ImageBundle.Of(directory.Path));

        Assert.Contains(directory.Path, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> PublishAsync(string parent, Func<string, Task>? writeDiskAsync = null)
    {
        var made = Directory.CreateDirectory(Path.Combine(parent, "made")).FullName;
        string[] names = ["base.qcow2", "vmlinux", "initramfs.cpio"];
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(Path.Combine(made, name), $"content of {name}", Cancellation);
        }

        if (writeDiskAsync is not null)
        {
            await writeDiskAsync(Path.Combine(made, "base.qcow2"));
        }

        var image = Path.Combine(parent, "image");
        await new ImageDirectory(image).PublishAsync(
            [.. names.Select(name => Path.Combine(made, name))],
            files => new(1, "debian", "trixie", "x86_64", "00112233aabbccdd", "6.12", "console=ttyS0", "", 512, 1 << 20, files, []),
            (directory, _, cancellation) => File.WriteAllTextAsync(Path.Combine(directory, ProvenanceFiles.Licenses), "MIT", cancellation),
            Cancellation);
        return image;
    }

    private static SortedDictionary<string, string> ContentOf(string directory) =>
        new(Directory.EnumerateFiles(directory).ToDictionary(file => Path.GetFileName(file), File.ReadAllText), StringComparer.Ordinal);

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static async Task<List<string>> NamesAsync(string path)
    {
        await using var reader = new TarReader(File.OpenRead(path));
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
