namespace Pockr.Machines.Files;

/// <summary>Paths in a container, which have slashes whatever this host has.</summary>
internal static class ContainerPath
{
    /// <summary>Absolute, without parts that say nothing, and without a slash at the end.</summary>
    public static string Normalize(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return $"/{string.Join('/', parts)}";
    }

    /// <summary>The last part; empty for the root.</summary>
    public static string NameOf(string path) => Normalize(path).Split('/')[^1];
}
