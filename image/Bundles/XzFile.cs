using Pockr.Contracts;
using Pockr.Image.Processes;

namespace Pockr.Image.Bundles;

/// <summary>Packs a file as a whole, for the download: slow, and small.</summary>
internal static class XzFile
{
    public const string Extension = ".xz";

    /// <summary>
    /// Puts <c>NAME.xz</c> in a file's place. One thread, as several would cut it into blocks that know nothing of each other; so the same
    /// <c>xz</c> makes the same bytes of the same file, however many processors there are.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="architecture">What the programs in it are for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task ReplaceAsync(string path, Architecture architecture, CancellationToken cancellationToken)
    {
        // That of arm64 would need an xz of 2023 to unpack it.
        string[] filters = architecture == Architecture.X64 ? ["--x86"] : [];
        return Tool.RunAsync(
            new ToolCommand("xz", ["-T1", .. filters, $"--lzma2=preset=6,dict={ReleasedImage.DictionaryBytes}", path]), cancellationToken);
    }
}
