using Pockr.Contracts;
using Pockr.Image.Disk;
using Pockr.Image.Errors;
using Pockr.Image.Processes;
using Pockr.Image.Steps;

namespace Pockr.Image;

/// <summary>
/// What a user may have to download at the most. A build is held to it by an estimate, for the real thing takes minutes; a released image by
/// its own length.
/// </summary>
internal sealed class SizeBudget(long bytes)
{
    private const int LargestThings = 10;

    private const long WorthMeasuring = 256 << 10;

    // What a released image takes of what its files do packed by a fast zstd, each by itself (docs/decisions/019).
    private const double ReleasedOfEstimated = 0.74;

    /// <param name="image">Disk, kernel and initial RAM file system.</param>
    /// <param name="cache">Keeps what was packed.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    /// <returns>About as long as it will be when it is released.</returns>
    public async Task<long> EnsureLikelyKeptAsync(IReadOnlyList<string> image, StepCache cache, CancellationToken cancellationToken)
    {
        var packed = await PackAsync(image, cache, cancellationToken);
        var estimate = (long)(Directory.EnumerateFiles(packed).Sum(file => new FileInfo(file).Length) * ReleasedOfEstimated);
        await EnsureKeptAsync(estimate, image, cancellationToken);
        return estimate;
    }

    /// <param name="length">What there is to download.</param>
    /// <param name="image">Disk, kernel and initial RAM file system, to name the largest things in.</param>
    /// <param name="cancellationToken">Ends the naming.</param>
    public async Task EnsureKeptAsync(long length, IReadOnlyList<string> image, CancellationToken cancellationToken)
    {
        if (length > bytes)
        {
            throw Failures.OverBudget(length, bytes, await FindLargestAsync(image, cancellationToken));
        }
    }

    private static async Task<string> PackAsync(IReadOnlyList<string> files, StepCache cache, CancellationToken cancellationToken)
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
                await Tool.RunAsync(new ToolCommand("zstd", ["-6", "--long=27", "-T2", "-q", file, "-o", output]), cancellationToken);
            }
        });
    }

    private static async Task<IReadOnlyList<string>> FindLargestAsync(IReadOnlyList<string> image, CancellationToken cancellationToken)
    {
        var place = Directory.CreateTempSubdirectory("pockr-image-").FullName;
        try
        {
            await Ext4Disk.UnpackAsync(image.Single(file => Path.GetFileName(file) == ImageManifest.BaseDisk), place, cancellationToken);
            return await FindLargestAsync(
                [.. image.Where(file => Path.GetFileName(file) != ImageManifest.BaseDisk).Select(file => new FileInfo(file)), .. FileTree.FilesOf(place)],
                cancellationToken);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    // By what zstd makes of each alone, which is near its part in the whole.
    private static async Task<IReadOnlyList<string>> FindLargestAsync(IEnumerable<FileInfo> files, CancellationToken cancellationToken)
    {
        var sizes = new List<(long Bytes, string Name)>();
        foreach (var file in files.Where(file => file.Length >= WorthMeasuring))
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
