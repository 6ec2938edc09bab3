using System.Text.RegularExpressions;

namespace Pockr.HostLauncher.Mcp;

/// <summary>Names that a model may give.</summary>
internal static partial class SandboxName
{
    public const int Longest = 64;

    public static string? Check(string? name) => name is null || Valid().IsMatch(name) ? name : throw ToolFailures.NameInvalid(name);

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}\z")]
    private static partial Regex Valid();
}
