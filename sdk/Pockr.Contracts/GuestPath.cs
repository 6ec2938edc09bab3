using System.Text;

namespace Pockr.Contracts;

/// <summary>Where a directory of the host can be in the machine.</summary>
public static class GuestPath
{
    private const int LongestBytes = 3000;

    // What the machine lives from; to lay something over it would be the machine's end.
    private static readonly string[] s_own =
        ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys", "/usr", "/var"];

    /// <summary>Why nothing can be mounted there, if that is so: a part of a sentence.</summary>
    /// <param name="path">Path in the machine.</param>
    public static string? WhatIsWrongWith(string? path)
    {
        if (path is null || !path.StartsWith('/'))
        {
            return "a path in the machine begins with '/'";
        }

        if (path.Any(char.IsControl) || Encoding.UTF8.GetByteCount(path) > LongestBytes)
        {
            return "it has control characters in it, or is too long";
        }

        if (path is "/" or "/tmp")
        {
            return "the machine itself lives there";
        }

        if (path.Split('/').Skip(1).Any(part => part is "" or "." or ".."))
        {
            return "it has '.', '..' or an empty part in it";
        }

        return s_own.FirstOrDefault(own => IsIn(path, own)) is { } taken ? $"the machine has its own {taken}" : null;
    }

    /// <summary>Paths that are the same as another, or in it.</summary>
    /// <param name="paths">Paths in the machine.</param>
    public static IEnumerable<(string Inner, string Outer)> Overlaps(IReadOnlyList<string> paths) =>
        from inner in Enumerable.Range(0, paths.Count)
        from outer in Enumerable.Range(0, paths.Count)
        where inner != outer && IsIn(paths[inner], paths[outer]) && (paths[inner] != paths[outer] || inner > outer)
        select (paths[inner], paths[outer]);

    /// <summary>Whether a path is a directory or leads to something in it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="directory">The directory, without a slash at its end.</param>
    public static bool IsIn(string path, string directory)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(directory);
        return path == directory || (path.StartsWith(directory, StringComparison.Ordinal) && path[directory.Length] == '/');
    }
}
