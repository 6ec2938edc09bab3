using System.Security.Cryptography;
using System.Text;

namespace Pockr.Image;

/// <summary>SHA-256 digests in lower-case hexadecimal digits.</summary>
internal static class Digests
{
    public static string OfText(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));

    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>
    /// Of every path, link target and content below a directory, and of what can be executed. Times, owners and what else is in a mode do not
    /// count: they are the umask's of whoever checked the files out or published them.
    /// </summary>
    public static async Task<string> OfTreeAsync(string directory, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        foreach (var entry in FileTree.EntriesOf(directory).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var content = entry.LinkTarget ?? (entry is FileInfo
                ? $"{entry.UnixFileMode & UnixFileMode.UserExecute} {await OfFileAsync(entry.FullName, cancellationToken)}"
                : "");
            parts.Add($"{Path.GetRelativePath(directory, entry.FullName)} {content}");
        }

        return OfText(parts);
    }
}
