using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>What Docker allows as the name of a container.</summary>
internal static class ContainerNames
{
    public const string Rule = "is not a name for a container";
    public const string Remedy = "Use at least two of a-z, A-Z, 0-9, '_', '.' and '-', beginning with a letter or a digit.";

    public static bool CanBeNew(string name) => name.Length > 1 && CanExist(name);

    /// <summary>The name if there can be a container it names; everything else is no container, and must not get into a path.</summary>
    public static string Check(string idOrName)
    {
        return CanExist(idOrName) ? idOrName : throw new ProblemException(Problems.ContainerNotFound(idOrName));
    }

    public static bool CanExist(string name) => IsPart(name) && char.IsAsciiLetterOrDigit(name[0]);

    /// <summary>Whether there can be names with this in them.</summary>
    public static bool IsPart(string text)
    {
        return text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
    }
}
