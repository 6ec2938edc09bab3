namespace Pockr.Client;

/// <summary>A name as a part of a path.</summary>
internal static class PathSegment
{
    /// <summary>As <see cref="Uri.EscapeDataString(string)"/> writes it, which is not made ready for a name that needs nothing of it, as most do.</summary>
    public static string Of(string name) => IsPlain(name) ? name : Uri.EscapeDataString(name);

    private static bool IsPlain(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}
