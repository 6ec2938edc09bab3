using Pockr.Machines.Errors;

namespace Pockr.Machines.Files;

/// <summary>Writes files that are there when they are whole, and not before.</summary>
internal static class WholeFile
{
    /// <param name="path">The file; one that is there is replaced, but a device or a pipe is written into.</param>
    /// <param name="writeAsync">Writes its content.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> writeAsync)
    {
        if (HostEntry.KindOf(path) == EntryKind.Other)
        {
            await using var special = Open(path, () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
            await writeAsync(special);
            return;
        }

        var temporary = AtomicFile.TemporaryNameFor(path);
        var target = Open(path, () => AtomicFile.CreateNew(temporary));
        try
        {
            await using (target)
            {
                await writeAsync(target);
                target.Flush(flushToDisk: true);
            }

            AtomicFile.Publish(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStream Open(string path, Func<FileStream> open)
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(path, failure.Message, failure);
        }
    }
}
