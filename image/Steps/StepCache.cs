using System.Diagnostics;
using Pockr.Image.Errors;

namespace Pockr.Image.Steps;

/// <summary>
/// Keeps the result of each step of a build in a directory named for the step and its inputs. A directory is there whole or not at all,
/// so a build that was killed is simply run again.
/// </summary>
internal sealed class StepCache : IDisposable
{
    private readonly string _directory;
    private readonly TextWriter _log;
    private readonly FileStream _lock;

    private StepCache(string directory, TextWriter log, FileStream @lock)
    {
        _directory = directory;
        _log = log;
        _lock = @lock;
    }

    /// <summary>Takes the cache for this process; a second build would remove what the first one works with.</summary>
    public static StepCache Open(string directory, TextWriter log)
    {
        Directory.CreateDirectory(directory);
        try
        {
            var @lock = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new StepCache(directory, log, @lock);
        }
        catch (IOException exception) when (Directory.Exists(directory))
        {
            throw Failures.CacheInUse(directory, exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Lets every step be done again.</summary>
    public void Forget()
    {
        foreach (var step in Directory.EnumerateDirectories(_directory))
        {
            DeleteDirectory(step);
        }
    }

    /// <param name="step">Name of the step.</param>
    /// <param name="key">Digest of everything the step depends on.</param>
    /// <param name="make">Fills the directory it is given.</param>
    /// <returns>The directory with the step's result.</returns>
    public async Task<string> GetAsync(string step, string key, Func<string, Task> make)
    {
        var result = Path.Combine(_directory, $"{step}-{key[..16]}");
        if (Directory.Exists(result))
        {
            await _log.WriteLineAsync($"{step,-10} unchanged");
            return result;
        }

        var clock = Stopwatch.StartNew();
        var partial = Path.Combine(_directory, $"{step}.partial");
        DeleteDirectory(partial);
        Directory.CreateDirectory(partial);
        try
        {
            await make(partial);
        }
        catch
        {
            // What it has fetched may be what made it fail.
            DeleteDirectory(partial);
            throw;
        }

        // Only the newest result of a step is kept.
        foreach (var old in Directory.EnumerateDirectories(_directory, $"{step}-*"))
        {
            DeleteDirectory(old);
        }

        Directory.Move(partial, result);
        await _log.WriteLineAsync(FormattableString.Invariant($"{step,-10} {clock.Elapsed.TotalSeconds:F1} s"));
        return result;
    }

    private static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
