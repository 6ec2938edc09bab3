using System.IO.Enumeration;

namespace Pockr.Image.Rootfs;

/// <summary>Patterns of a recipe: <c>*</c> stands for anything, slashes too.</summary>
internal static class PathPattern
{
    public static bool MatchesAny(this IEnumerable<string> patterns, string path) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));
}
