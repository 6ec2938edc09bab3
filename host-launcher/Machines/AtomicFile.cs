using System.Runtime.InteropServices;

namespace Pockr.HostLauncher.Machines;

/// <summary>Writes files so that readers see the old content or the new, also after the power was cut.</summary>
internal static partial class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ReadOnly = 0;

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryNameFor(path);
        try
        {
            using (var file = new FileStream(temporary, Options()))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A name beside the file, on the same file system, which no two writers share.</summary>
    public static string TemporaryNameFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Gives a finished file or directory its name.</summary>
    public static void Publish(string temporary, string path)
    {
        if (Directory.Exists(temporary))
        {
            Directory.Move(temporary, path);
        }
        else
        {
            File.Move(temporary, path, overwrite: true);
        }

        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes sure that what another program has written is there after a power cut.</summary>
    public static void WriteOut(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Takes a file away for good: it does not come back when the power is cut.</summary>
    public static void Remove(string path)
    {
        File.Delete(path);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    // A rename is only safe once the directory is written too, and .NET opens no directories.
    private static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, ReadOnly);
        if (descriptor >= 0)
        {
            _ = Fsync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
