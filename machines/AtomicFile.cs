using System.Runtime.InteropServices;

namespace Pockr.Machines;

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
            using (var file = CreateNew(temporary))
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

    /// <summary>Takes a file away for good: it does not come back when the power is cut.</summary>
    public static void Remove(string path)
    {
        File.Delete(path);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Gives a file a second name, or makes a copy of it where that cannot be. No one may write to either.</summary>
    public static void LinkOrCopy(string source, string target)
    {
        if (OperatingSystem.IsWindows() || Link(source, target) != 0)
        {
            File.Copy(source, target);
            Flush(target);
        }
    }

    /// <summary>Has a file that another program wrote written out.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A new file that its owner alone may read.</summary>
    public static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>A new name is only safe once its directory is written out too, and .NET opens no directories.</summary>
    public static void SyncDirectory(string directory)
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

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string source, string target);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
