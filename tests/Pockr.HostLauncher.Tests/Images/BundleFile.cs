using System.Formats.Tar;
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

    /// <param name="entries">The head goes in as it is, all the rest packed.</param>
    /// <param name="pack">Packs it; as the build does unless said otherwise.</param>
    /// <param name="after">What else there is.</param>
    public static byte[] Pack(IEnumerable<TarEntry> entries, Func<byte[], byte[]>? pack = null, IEnumerable<TarEntry>? after = null)
    {
        string[] head = [SignedSums.FileName, SignedSums.SignatureFileName, ImageManifest.FileName];
        var (first, rest) = (new List<TarEntry>(), new List<TarEntry>());
        foreach (var entry in entries)
        {
            (head.Contains(entry.Name) ? first : rest).Add(entry);
        }

        var files = (pack ?? (content => XzTool.Pack(content)))(Tar(rest));
        first.Add(new UstarTarEntry(TarEntryType.RegularFile, ReleasedImage.FilesArchive) { DataStream = new MemoryStream(files) });
        return Tar(first.Concat(after ?? []));
    }

    public static byte[] Tar(IEnumerable<TarEntry> entries)
    {
        using var written = new MemoryStream();
        using (var archive = new TarWriter(written, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                entry.ModificationTime = DateTimeOffset.UnixEpoch; // the same files make the same bytes
                archive.WriteEntry(entry);
            }
        }

        return written.ToArray();
    }
}
