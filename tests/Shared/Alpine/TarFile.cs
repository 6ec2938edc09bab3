using System.Formats.Tar;
using System.Text;

namespace Pockr.Testing.Alpine;

/// <summary>A file or a symbolic link as it is put into a tar.</summary>
internal sealed record TarFile(string Path, byte[] Content, string? LinkTarget, UnixFileMode Mode)
{
    public const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static TarFile Of(string path, byte[] content) => new(path, content, null, Readable);

    public static TarFile Of(string path, string content) => Of(path, Encoding.UTF8.GetBytes(content));

    public static TarFile Link(string path, string target) => new(path, [], target, Executable);

    /// <summary>All files and symbolic links of a tar; a hard link becomes a copy.</summary>
    public static IReadOnlyList<TarFile> ReadAll(Stream tar)
    {
        var files = new Dictionary<string, TarFile>();
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is { } entry)
        {
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            switch (entry.EntryType)
            {
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    using (var content = new MemoryStream())
                    {
                        entry.DataStream?.CopyTo(content);
                        files[path] = new TarFile(path, content.ToArray(), null, entry.Mode);
                    }

                    break;
                case TarEntryType.SymbolicLink:
                    files[path] = Link(path, entry.LinkName);
                    break;
                case TarEntryType.HardLink:
                    files[path] = files[entry.LinkName.StartsWith("./", StringComparison.Ordinal) ? entry.LinkName[2..] : entry.LinkName] with { Path = path };
                    break;
            }
        }

        return [.. files.Values];
    }
}
