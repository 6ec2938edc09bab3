using System.Formats.Tar;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>Small files out of a tar in memory; Alpine cuts off the blocks that would end it.</summary>
internal static class TarFiles
{
    public static IReadOnlyList<(string Name, byte[] Content)> Read(byte[] tar)
    {
        var files = new List<(string, byte[])>();
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add((entry.Name, content.ToArray()));
        }

        return files;
    }
}
