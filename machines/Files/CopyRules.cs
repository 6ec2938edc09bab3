using Pockr.Machines.Errors;


namespace Pockr.Machines.Files;

/// <summary>What is copied.</summary>
/// <param name="Path">As it was typed; <c>DIR/.</c> means what is in the directory.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
internal sealed record CopySource(string Path, string Name, bool IsDirectory);

/// <summary>Where it is to go.</summary>
/// <param name="Path">As it was typed.</param>
/// <param name="Resolved">Absolute, with no slash at its end, and no link.</param>
/// <param name="Kind">What is there.</param>
internal sealed record CopyDestination(string Path, string Resolved, EntryKind Kind);

/// <summary>Where it goes.</summary>
/// <param name="Directory">Directory that has to be there.</param>
/// <param name="Name">What it is called in there; empty if what is in it goes there itself.</param>
internal sealed record CopyTarget(string Directory, string Name);

/// <summary>The rules of <c>docker cp</c>, which are those of <c>cp -r</c> with one more for <c>DIR/.</c>.</summary>
internal static class CopyRules
{
    public static CopyTarget Resolve(CopySource source, CopyDestination destination) => (destination.Kind, source.IsDirectory) switch
    {
        (EntryKind.Directory, true) when MeansContent(source.Path) => new CopyTarget(destination.Resolved, ""),
        (EntryKind.Directory, _) => new CopyTarget(destination.Resolved, source.Name),
        (EntryKind.None, false) when MeansDirectory(destination.Path) => throw Failures.CopyDirectoryMissing(destination.Path),
        (EntryKind.None, _) => Replaced(destination),
        (_, true) => throw Failures.CopyOntoFile(source.Path, destination.Path),
        _ when MeansDirectory(destination.Path) => throw Failures.CopyIntoFile(destination.Path),
        _ => Replaced(destination),
    };

    /// <summary>Whether a path says of itself that it is a directory, so that a link there is followed.</summary>
    public static bool MeansDirectory(string path) => path.EndsWith('/') || MeansContent(path);

    private static bool MeansContent(string path) => path == "." || path.EndsWith("/.", StringComparison.Ordinal);

    private static CopyTarget Replaced(CopyDestination destination)
    {
        var slash = destination.Resolved.LastIndexOf('/');
        return new CopyTarget(slash > 0 ? destination.Resolved[..slash] : "/", destination.Resolved[(slash + 1)..]);
    }
}
