using System.Formats.Tar;
using System.IO.Compression;

namespace Pockr.Fuzz.Tests;

/// <summary>Inputs that are made, and the few that no library here can make, which are part of the sources.</summary>
internal static class Seeds
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(Seeds).Assembly.GetManifestResourceStream($"seeds/{name}")!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <param name="format">How it is written.</param>
    /// <param name="entries">What is in it, as names and contents; a name that ends with a slash is a directory, one with <c>-></c> a link.</param>
    public static byte[] Tar(TarEntryFormat format, params IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using var written = new MemoryStream();
        using (var tar = new TarWriter(written, format, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                tar.WriteEntry(EntryOf(format, name, content));
            }
        }

        return written.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static TarEntry EntryOf(TarEntryFormat format, string name, byte[] content)
    {
        var (path, link) = name.Split(" -> ") is [var left, var right] ? (left, right) : (name, null);
        var type = link is not null ? TarEntryType.SymbolicLink
            : path.EndsWith('/') ? TarEntryType.Directory
            : format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile
            : TarEntryType.RegularFile;
        TarEntry entry = format switch
        {
            TarEntryFormat.Pax => new PaxTarEntry(type, path),
            TarEntryFormat.Gnu => new GnuTarEntry(type, path),
            TarEntryFormat.V7 => new V7TarEntry(type, path),
            _ => new UstarTarEntry(type, path),
        };
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        if (link is not null)
        {
            entry.LinkName = link;
        }
        else if (type != TarEntryType.Directory)
        {
            entry.DataStream = new MemoryStream(content);
        }

        return entry;
    }
}
