using System.Text.RegularExpressions;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>The name an image gets that nobody has named: that of the file it is made of.</summary>
internal static partial class NewImageName
{
    /// <param name="source">Path or address of the file.</param>
    public static string Of(string source)
    {
        var file = source.TrimEnd('/').Split('/')[^1].ToLowerInvariant();
        var name = Between().Replace(Endings().Replace(file, ""), between => between.Value is "." or "_" ? between.Value : "-").Trim('.', '_', '-');
        return name.Length > 0 ? name : throw CommandFailures.NoNameIn(source);
    }

    [GeneratedRegex(@"(\.tar)?(\.(gz|bz2|xz|zst|tgz|txz|img|ext4))?$")]
    private static partial Regex Endings();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Between();
}
