using Pockr.Image.Errors;

namespace Pockr.Image.Rootfs;

/// <summary>Where a path of a package lies in the tree: relative, within it, and below <c>usr/</c> where Debian and we have merged it.</summary>
internal static class PackagePath
{
    /// <summary>The most bytes that a package may say of one of its files.</summary>
    public const int LongestHeaders = 1 << 20;

    private static readonly string[] s_merged = ["bin", "sbin", "lib", "lib64"];

    /// <summary>Where a symbolic link of a package leads to in the tree.</summary>
    public static string NormalizeLink(string package, string path, string target) =>
        Normalize(package, Path.GetFullPath(target, Path.Combine("/", Path.GetDirectoryName(path) ?? "")));

    public static string Normalize(string package, string path)
    {
        var segments = path.Split('/').Where(segment => segment is not "" and not ".").ToArray();
        if (segments.Contains(".."))
        {
            throw Failures.PackageDamaged(package, $"the path '{path}' leaves the root file system");
        }

        return string.Join('/', segments.Length > 0 && s_merged.Contains(segments[0]) ? segments.Prepend("usr") : segments);
    }
}
