namespace Pockr.Machines.Files;

/// <summary>One end of a copy: <c>CONTAINER:PATH</c>, a path of this host, or <c>-</c>.</summary>
/// <param name="Container">Name or id; nothing for this host.</param>
/// <param name="Path">As it was typed.</param>
internal sealed record CopyEnd(string? Container, string Path)
{
    private const string Stream = "-";

    public bool IsStream => Container is null && Path == Stream;

    public static CopyEnd Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHost = colon < 1 || text[0] is '/' or '.' || System.IO.Path.IsPathFullyQualified(text);
        return isHost ? new CopyEnd(null, text) : new CopyEnd(text[..colon], text[(colon + 1)..]);
    }

    public override string ToString() => Container is null ? Path : $"{Container}:{Path}";
}
