namespace Pockr.GuestAgent.Files;

/// <summary>A directory that is to be made.</summary>
internal static class NewDirectory
{
    public static void Make(ContainerRoot root, string path, DirectoryAttributes attributes)
    {
        var (above, name) = ContainerPath.SplitEntry(path);
        using var parent = root.Open(above);
        parent.Make(EntryName.From(name), attributes);
    }

    /// <summary>With those above it; what is there already is left as it is.</summary>
    public static void MakeWithParents(ContainerRoot root, string path, DirectoryAttributes attributes, CancellationToken cancellationToken)
    {
        using (var there = root.Find(path))
        {
            if (there is not null)
            {
                return;
            }
        }

        for (var end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            MakeUnlessThere(root, end < 0 ? path : path[..end], attributes);
            if (end < 0)
            {
                return;
            }
        }
    }

    private static void MakeUnlessThere(ContainerRoot root, string path, DirectoryAttributes attributes)
    {
        using var there = root.Find(path);
        if (there is null)
        {
            Make(root, path, attributes);
        }
    }
}
