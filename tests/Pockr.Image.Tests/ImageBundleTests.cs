using System.Formats.Tar;
using System.IO.Compression;
using Pockr.Image.Bundles;
using Pockr.Image.Errors;
using Pockr.Image.Provenance;

namespace Pockr.Image.Tests;

public sealed class ImageBundleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSameImage_MakesTheSameBytes_WithTheListFirst()
    {
        using var directory = new TemporaryDirectory();
        var image = await PublishAsync(directory.Path);
        await File.WriteAllTextAsync(Path.Combine(image, "SHA256SUMS.minisig"), "a signature", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(image, "not-listed"), "x", Cancellation);

        var first = await new ImageBundle(image).WriteAsync(Path.Combine(directory.Path, "first"), Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(image, "vmlinux"), DateTime.UnixEpoch.AddDays(1));
        var second = await new ImageBundle(image).WriteAsync(Path.Combine(directory.Path, "second"), Cancellation);

        Assert.Equal("pockr-image-debian-x86_64-00112233aabbccdd.tar.gz", Path.GetFileName(first));
        Assert.Equal(await File.ReadAllBytesAsync(first, Cancellation), await File.ReadAllBytesAsync(second, Cancellation));
        Assert.Equal(
            ["SHA256SUMS", "SHA256SUMS.minisig", "manifest.json", "base.qcow2", "initramfs.cpio", "licenses.md", "vmlinux"], await NamesAsync(first));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(directory.Path, "first")));
    }

    [Fact]
    public async Task WhatIsToldOfAnImage_LiesBesideItsBundleAsWell()
    {
        using var directory = new TemporaryDirectory();
        var bundle = new ImageBundle(await PublishAsync(directory.Path));

        var copies = bundle.CopyDocuments(await bundle.WriteAsync(directory.Path, Cancellation));

        Assert.Equal([Path.Combine(directory.Path, "pockr-image-debian-x86_64-00112233aabbccdd.licenses.md")], copies);
        Assert.Equal("MIT", await File.ReadAllTextAsync(copies[0], Cancellation));
    }

    [Fact]
    public async Task ADirectoryWithoutAnImage_IsTold()
    {
        using var directory = new TemporaryDirectory();

        var failure = await Assert.ThrowsAsync<ImageException>(
            () => new ImageBundle(directory.Path).WriteAsync(directory.Path, Cancellation));

        Assert.Contains(directory.Path, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> PublishAsync(string parent)
    {
        var made = Directory.CreateDirectory(Path.Combine(parent, "made")).FullName;
        string[] names = ["base.qcow2", "vmlinux", "initramfs.cpio"];
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(Path.Combine(made, name), $"content of {name}", Cancellation);
        }

        var image = Path.Combine(parent, "image");
        await new ImageDirectory(image).PublishAsync(
            [.. names.Select(name => Path.Combine(made, name))],
            files => new(1, "debian", "trixie", "x86_64", "00112233aabbccdd", "6.12", "console=ttyS0", "", 512, 1 << 20, files, []),
            (directory, _, cancellation) => File.WriteAllTextAsync(Path.Combine(directory, ProvenanceFiles.Licenses), "MIT", cancellation),
            Cancellation);
        return image;
    }

    private static async Task<List<string>> NamesAsync(string path)
    {
        await using var compressed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var reader = new TarReader(compressed);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
