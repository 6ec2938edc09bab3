using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pockr.Contracts;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Signing;

namespace Pockr.HostLauncher.Tests.Images;

/// <summary>A released image as the build writes it, or otherwise.</summary>
internal static class BundleFile
{
    public const string Companion = "sbom.spdx.json";

    /// <summary>The image a home has beside it, in one file.</summary>
    public static byte[] Of(TemporaryHome place, MinisignSecretKey? key = null)
    {
        place.WriteImage();
        return Pack([.. HeadOf(FilesOf(place), key), .. FilesOf(place)]);
    }

    /// <summary>What the list of checksums is of; the manifest first.</summary>
    public static List<(string Name, byte[] Content)> FilesOf(TemporaryHome place)
    {
        string[] names = [ImageManifest.FileName, ImageManifest.BaseDisk, ImageManifest.KernelFile, ImageManifest.Initramfs];
        return [.. names.Select(name => (name, File.ReadAllBytes(Path.Combine(place.ImageDirectory, name)))), (Companion, "{}"u8.ToArray())];
    }

    public static IEnumerable<(string Name, byte[] Content)> HeadOf(IEnumerable<(string Name, byte[] Content)> files, MinisignSecretKey? key = null)
    {
        var lines = files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))}  {file.Name}\n");
        var sums = Encoding.UTF8.GetBytes(string.Concat(lines));
        yield return (SignedSums.FileName, sums);
        if (key is not null)
        {
            yield return (SignedSums.SignatureFileName, Encoding.UTF8.GetBytes(key.Sign(sums, "an image").ToFile()));
        }
    }

    public static byte[] Pack(IEnumerable<(string Name, byte[] Content)> files) => Pack(files.Select(file =>
        (TarEntry)new UstarTarEntry(TarEntryType.RegularFile, file.Name) { DataStream = new MemoryStream(file.Content) }));

    public static byte[] Pack(IEnumerable<TarEntry> entries)
    {
        using var packed = new MemoryStream();
        using (var compressed = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var archive = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
            {
                entry.ModificationTime = DateTimeOffset.UnixEpoch; // the same files make the same bytes
                archive.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }
}
