using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Volumes;

/// <summary>What Docker allows as the name of a volume.</summary>
internal static class VolumeNames
{
    private const int ShortestName = 2;

    public static void CheckNew(string? name)
    {
        if (name is not null && !CanExist(name))
        {
            throw new ProblemException(Problems.Invalid($"'{name}' is not a name for a volume.",
                "Use at least two of a-z, A-Z, 0-9, '_', '.' and '-', beginning with a letter or a digit, or leave it out."));
        }
    }

    /// <summary>The name if there can be a volume of it; everything else is no volume, and must not get into a path.</summary>
    public static string Check(string name) =>
        CanExist(name) ? name : throw new ProblemException(Problems.VolumeNotFound(name));

    private static bool CanExist(string name)
    {
        return name.Length >= ShortestName
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
    }
}
