using System.Text.RegularExpressions;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Images;

/// <summary>The name of an image, taken apart: <c>[HOST[:PORT]/]PATH[:TAG][@DIGEST]</c>.</summary>
internal sealed partial record ImageReference(string Repository, string? Tag, string? Digest)
{
    public const string Rule = "is not the name of an image";
    public const string Remedy = "Use [HOST/]NAME[:TAG] with the name in lower case, for example 'alpine:3.20'.";

    private const int LongestRepository = 255;

    /// <summary>What to ask a registry for.</summary>
    public string TagOrDigest => Digest ?? Tag ?? "latest";

    public static ImageReference? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || match.Groups["name"].Length > LongestRepository)
        {
            return null;
        }

        return new ImageReference(match.Groups["name"].Value, Group(match, "tag"), Group(match, "digest"));
    }

    /// <summary>The name, which may also be an id or the beginning of one.</summary>
    public static ImageReference Parse(string? text)
    {
        return TryParse(text ?? "") ?? throw new ProblemException(Problems.Invalid($"'{text}' {Rule}.", Remedy));
    }

    /// <summary>A name an image is to get.</summary>
    public static ImageReference ParseNew(string? text)
    {
        var name = Parse(text);
        return name.Digest is null
            ? name
            : throw new ProblemException(Problems.Invalid($"'{text}' has a digest, which cannot be given but only comes out.", Remedy));
    }

    /// <summary>Name and tag, said or not.</summary>
    public string Tagged => $"{Repository}:{TagOrDigest}";

    public override string ToString()
    {
        return Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
    }

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    // The grammar of github.com/distribution/reference.
    [GeneratedRegex("""
        \A(?<name>
          (?:(?:localhost|\[[0-9a-fA-F:]+\]|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+)(?::[0-9]+)?/)?
          [a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*
        )
        (?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?
        (?:@(?<digest>[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}))?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
