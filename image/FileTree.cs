using System.IO.Enumeration;

namespace Pockr.Image;

/// <summary>What is below a directory.</summary>
internal static class FileTree
{
    private static readonly EnumerationOptions s_everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>All of it. Links are not entered: one such as <c>/var/run</c> leads, while an image is made, into this host's own directories.</summary>
    public static IEnumerable<FileSystemInfo> EntriesOf(string directory) =>
        new FileSystemEnumerable<FileSystemInfo>(directory, (ref FileSystemEntry entry) => entry.ToFileSystemInfo(), s_everything)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    /// <summary>The files of it that are no links.</summary>
    public static IEnumerable<FileInfo> FilesOf(string directory) => EntriesOf(directory).OfType<FileInfo>().Where(file => file.LinkTarget is null);
}
