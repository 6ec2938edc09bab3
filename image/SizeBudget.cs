using Pockr.Image.Errors;
using Pockr.Image.Processes;
using Pockr.Image.Steps;

namespace Pockr.Image;

/// <summary>What a user downloads: the disk, which is compressed in itself, and kernel and initial RAM file system as zstd makes them.</summary>
internal sealed class SizeBudget(long bytes, StepCache cache)
{
    private const int LargestThings = 10;

    private const long WorthMeasuring = 256 << 10;

    /// <param name="disk">The finished disk.</param>
    /// <param name="packed">Files that are compressed for the download.</param>
    /// <param name="contents">Directories the disk was made of, to name the largest things in.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    /// <returns>The sum.</returns>
    public async Task<long> EnsureKeptAsync(
        string disk, IReadOnlyList<string> packed, IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        var sum = new FileInfo(disk).Length;
        var directory = await PackAsync(packed, cancellationToken);
        sum += Directory.EnumerateFiles(directory).Sum(file => new FileInfo(file).Length);
        return sum <= bytes ? sum : throw Failures.OverBudget(sum, bytes, await FindLargestAsync([.. packed, .. contents], cancellationToken));
    }

    private async Task<string> PackAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var digests = new List<string>();
        foreach (var file in files)
        {
            digests.Add(await Digests.OfFileAsync(file, cancellationToken));
        }

        return await cache.GetAsync("packed", Digests.OfText(digests), async target =>
        {
            foreach (var file in files)
            {
                var output = Path.Combine(target, $"{Path.GetFileName(file)}.zst");
                await Tool.RunAsync(new ToolCommand("zstd", ["-19", "-T2", "-q", file, "-o", output]), cancellationToken);
            }
        });
    }

    /// <summary>By what zstd makes of each alone, which is near what it takes in the whole.</summary>
    internal static async Task<IReadOnlyList<string>> FindLargestAsync(IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var files = places.SelectMany(place => File.Exists(place) ? [new FileInfo(place)] : FileTree.FilesOf(place))
            .Where(file => file.Length >= WorthMeasuring);
        var sizes = new List<(long Bytes, string Name)>();
        foreach (var file in files)
        {
            var output = Path.GetTempFileName();
            await Tool.RunAsync(new ToolCommand("zstd", ["-3", "-q", "-c", file.FullName]) { OutputFile = output }, cancellationToken);
            sizes.Add((new FileInfo(output).Length, file.Name));
            File.Delete(output);
        }

        return [.. sizes.OrderByDescending(size => size.Bytes).ThenBy(size => size.Name, StringComparer.Ordinal).Take(LargestThings)
            .Select(size => FormattableString.Invariant($"{size.Name} {size.Bytes / 1e6:F1} MB"))];
    }
}
