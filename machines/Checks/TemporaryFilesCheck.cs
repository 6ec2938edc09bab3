namespace Pockr.Machines.Checks;

/// <summary>Files that were being written when their writer was killed.</summary>
internal sealed class TemporaryFilesCheck(string id, string directory) : ICheck
{
    // A younger one may still be written: not all writers hold a lock.
    private static readonly TimeSpan s_youngest = TimeSpan.FromMinutes(1);

    public string Id => id;

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var left = Directory.Exists(directory) ? Directory.EnumerateFiles(directory, ".*.tmp").Where(IsOld).ToList() : [];
        return Task.FromResult(left.Count == 0
            ? Finding.Ok("No file was left half-written.")
            : Finding.Fixable(
                $"Left half-written: {string.Join(", ", left.Select(Path.GetFileName))}.",
                new Repair($"Removed {left.Count}.", () => left.ForEach(File.Delete))));
    }

    private static bool IsOld(string path) => DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > s_youngest;
}
