using System.Formats.Tar;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>
/// What an uploaded tar may hold: nothing that ends up, or leads, outside the directory it is unpacked in. What links were in the
/// container before is not looked at; dockerd sees that not even those lead out of the container.
/// </summary>
internal static class ArchiveRules
{
    private const int LongestHeaders = 1 << 20;

    public static async Task CheckAsync(Stream tar, CancellationToken cancellationToken)
    {
        try
        {
            await using var entries = new TarEntries(tar, LongestHeaders);
            var links = new HashSet<string>(StringComparer.Ordinal);
            while (await entries.NextAsync(cancellationToken) is { } entry)
            {
                Check(entry, links);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new ProblemException(Problems.Invalid($"The body is no tar: {exception.Message}", "Send a tar that is not compressed."));
        }
    }

    private static void Check(TarEntry entry, HashSet<string> links)
    {
        if (!StaysInside(entry.Name))
        {
            throw Refusal(entry, "its name leads out of the directory");
        }

        var parts = Parts(entry.Name);
        for (var depth = 1; depth < parts.Count; depth++)
        {
            if (links.Contains(string.Join('/', parts.Take(depth))))
            {
                throw Refusal(entry, "a link of the same archive is on the way to it");
            }
        }

        if (entry.EntryType == TarEntryType.HardLink && !StaysInside(entry.LinkName))
        {
            throw Refusal(entry, $"it is a link to '{entry.LinkName}'");
        }

        if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            if (!LeadsInside(entry.LinkName, parts.Count - 1))
            {
                throw Refusal(entry, $"it is a link to '{entry.LinkName}'");
            }

            links.Add(string.Join('/', parts));
        }
        else
        {
            links.Remove(string.Join('/', parts));
        }
    }

    private static bool StaysInside(string path) => !path.StartsWith('/') && !Parts(path).Contains("..");

    // Going up is allowed at the beginning only: after a name, which may be a link, it leads anywhere.
    private static bool LeadsInside(string target, int depth)
    {
        var up = Parts(target).TakeWhile(part => part == "..").Count();
        return !target.StartsWith('/') && up <= depth && !Parts(target).Skip(up).Contains("..");
    }

    private static List<string> Parts(string path) => [.. path.Split('/').Where(part => part is not ("" or "."))];

    private static ProblemException Refusal(TarEntry entry, string reason) => new(Problems.Invalid(
        $"'{entry.Name}' in the archive is refused: {reason}.", "Nothing was written. Take the entry out, or unpack with 'docker cp'."));
}
