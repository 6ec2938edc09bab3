using System.Formats.Tar;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>Makes tars to send.</summary>
internal static class Tars
{
    public static async Task<byte[]> OfAsync(params (string Name, string Text)[] files)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
                await writer.WriteEntryAsync(entry);
            }
        }

        return tar.ToArray();
    }
}
