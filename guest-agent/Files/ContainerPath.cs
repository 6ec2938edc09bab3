using System.Text;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>A path in a container. Any name is good that Linux takes; none of them gets near a shell.</summary>
internal static class ContainerPath
{
    private const int LongestPathBytes = 4095; // PATH_MAX without its NUL
    private const int LongestNameBytes = 255;

    public static string Check(string? path)
    {
        if (path is null || !path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal)
            || Encoding.UTF8.GetByteCount(path) > LongestPathBytes)
        {
            throw new ProblemException(Problems.Invalid(
                $"'{path}' is not a path in a container.", "Use an absolute path of at most 4095 bytes, for example '/etc/hosts'."));
        }

        return path;
    }

    /// <summary>The directory a file is to be in, and its name there.</summary>
    public static (string Directory, string Name) Split(string? path)
    {
        var whole = Check(path);
        var slash = whole.LastIndexOf('/');
        var name = whole[(slash + 1)..];
        if (name is "" or "." or ".." || Encoding.UTF8.GetByteCount(name) > LongestNameBytes)
        {
            throw new ProblemException(Problems.Invalid(
                $"'{path}' does not end with the name of a file.", "Use an absolute path with a last part of at most 255 bytes."));
        }

        return (slash == 0 ? "/" : whole[..slash], name);
    }

    /// <summary>The directory an entry is in, and its name there. Slashes at the end mean the entry itself all the same, never what a link leads to.</summary>
    public static (string Directory, string Name) SplitEntry(string? path)
    {
        return Check(path).TrimEnd('/') is { Length: > 0 } entry
            ? Split(entry)
            : throw new ProblemException(Problems.Invalid("The root directory itself is not made, moved or removed.", "Name something in it."));
    }
}
