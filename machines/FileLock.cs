namespace Pockr.Machines;

/// <summary>A lock between processes. The operating system lets go of it when its holder ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <param name="path">The lock's file; it stays.</param>
    /// <param name="waiting">Told once, if another process holds the lock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<FileLock> AcquireAsync(string path, Action waiting, CancellationToken cancellationToken)
    {
        var told = false;
        while (true)
        {
            if (TryAcquire(path) is { } acquired)
            {
                return acquired;
            }

            if (!told)
            {
                told = true;
                waiting();
            }

            await Task.Delay(s_betweenTries, cancellationToken);
        }
    }

    public static FileLock? TryAcquire(string path)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Whether another process holds the lock now. Those who only look do not see each other.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            // FileShare.Read is flock(LOCK_SH | LOCK_NB) on Unix.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return true;
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION. Anything else, such as a disk that is read-only, stays so for ever.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
