using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Pockr.Testing.Alpine;

/// <summary>Tars in gzip as Alpine's tools write them: some without the blocks that end a tar, files with a checksum of each.</summary>
internal static class AlpineTar
{
    private const int EndBlocks = 1024;

    public static byte[] Pack(IEnumerable<TarFile> files, bool cut)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            var directories = new HashSet<string>();
            foreach (var file in files)
            {
                foreach (var directory in ParentsOf(file.Path).Where(directories.Add))
                {
                    writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, directory) { Mode = TarFile.Executable });
                }

                writer.WriteEntry(Entry(file));
            }
        }

        using var gzip = new MemoryStream();
        using (var compressed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(tar.GetBuffer(), 0, (int)tar.Length - (cut ? EndBlocks : 0));
        }

        return gzip.ToArray();
    }

    // apk puts no file where no package has made the directory.
    private static IEnumerable<string> ParentsOf(string path)
    {
        var segments = path.Split('/');
        return segments[0] == ".." ? [] : Enumerable.Range(1, segments.Length - 1).Select(count => string.Join('/', segments[..count]));
    }

    [SuppressMessage("Security", "CA5350", Justification = "The format knows no other.")]
    private static PaxTarEntry Entry(TarFile file)
    {
        var content = file.LinkTarget is null ? file.Content : Encoding.UTF8.GetBytes(file.LinkTarget);
        var attributes = new Dictionary<string, string> { ["APK-TOOLS.checksum.SHA1"] = Convert.ToHexStringLower(SHA1.HashData(content)) };
        var entry = new PaxTarEntry(file.LinkTarget is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink, file.Path, attributes)
        {
            Mode = file.Mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };
        if (file.LinkTarget is null)
        {
            entry.DataStream = new MemoryStream(file.Content);
        }
        else
        {
            entry.LinkName = file.LinkTarget;
        }

        return entry;
    }
}
