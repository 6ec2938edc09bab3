using System.IO.Compression;

namespace Pockr.OpenApi;

/// <summary>A directory of files that are compressed here, once, and not in the machine at each request.</summary>
internal sealed class PageDirectory(string path)
{
    private static ReadOnlySpan<byte> GzipMark => [0x1f, 0x8b];

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var file = Path.Combine(path, $"{name}.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var target = File.Create(file);
        if (content.StartsWith(GzipMark))
        {
            target.Write(content);
            return;
        }

        using var gzip = new GZipStream(target, CompressionLevel.SmallestSize);
        gzip.Write(content);
    }
}
