using Pockr.Contracts;
using Pockr.Image.Processes;

namespace Pockr.Image.Bundles;

/// <summary>Packs a file as a whole, for the download: slow, and small.</summary>
internal static class XzFile
{
    public const string Extension = ".xz";

    /// <summary>What releases are packed with; a lower one is faster and makes more bytes.</summary>
    public const int ReleasePreset = 6;

    /// <summary>The highest preset of xz.</summary>
    public const int HighestPreset = 9;

    /// <summary>
    /// Puts <c>NAME.xz</c> in a file's place. One thread, as several would cut it into blocks that know nothing of each other; so the same
    /// <c>xz</c> makes the same bytes of the same file, however many processors there are.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="architecture">What the programs in it are for.</param>
    /// <param name="preset">How much work it is to be, 0 to <see cref="HighestPreset"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task ReplaceAsync(string path, Architecture architecture, int preset, CancellationToken cancellationToken)
    {
        // That of arm64 would need an xz of 2023 to unpack it.
        string[] filters = architecture == Architecture.X64 ? ["--x86"] : [];
        return Tool.RunAsync(
            new ToolCommand("xz", ["-T1", .. filters, $"--lzma2=preset={preset},dict={ReleasedImage.DictionaryBytes}", path]), cancellationToken);
    }
}
