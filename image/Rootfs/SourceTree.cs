namespace Pockr.Image.Rootfs;

/// <summary>Copies a directory of ours into the root file system, with the two modes there are: what a checkout's umask made of them stays out.</summary>
internal static class SourceTree
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target, Executable);
        foreach (var directory in Directory.EnumerateDirectories(source))
        {
            Copy(directory, Path.Combine(target, Path.GetFileName(directory)));
        }

        foreach (var file in Directory.EnumerateFiles(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            // The file there may be a hard link into the cache, which is not to be written through.
            File.Delete(copy);
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute) ? Executable : Readable);
        }
    }
}
