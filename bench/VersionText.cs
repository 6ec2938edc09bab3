using System.Text.RegularExpressions;

namespace Pockr.Bench;

/// <summary>The number in what a program says of its version.</summary>
internal static partial class VersionText
{
    public static string In(string text) => Number().Match(text) is { Success: true } number ? number.Value : text.Trim();

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Number();
}
