namespace Pockr.EndToEnd.Tests;

/// <summary>What a run needs of its machine. On a desk what is missing skips a test with the reason; in CI it fails.</summary>
internal static class Requirements
{
    public static string Root { get; } = FindRoot();

    public static string Launcher => Path.Combine(Root, "artifacts/bin/pockr");

    /// <summary>The SDK, packed.</summary>
    public static string Packages => Path.Combine(Root, "artifacts/packages");

    /// <summary>What the build made, on whichever distribution it could.</summary>
    public static string Image => Flavours.FirstOrDefault(Path.Exists) ?? Flavours[0];

    /// <summary>The agent for the Alpine flavour.</summary>
    public static string MuslAgent => Path.Combine(Root, "artifacts/agent/linux-musl-x64");

    /// <summary>Alpine's own release file, where the checkout has it beside it.</summary>
    public static string Minirootfs => Path.Combine(Root, "../shared/data/alpine-minirootfs-3.20.3-x86_64.tar.gz");

    private static string[] Flavours =>
        [Path.Combine(Root, "artifacts/image/debian-x86_64"), Path.Combine(Root, "artifacts/image/alpine-x86_64")];

    public static void Need(params IEnumerable<string> paths)
    {
        var missing = paths.Where(path => !Path.Exists(path)).ToList();
        if (missing.Count > 0)
        {
            Miss($"{string.Join(", ", missing)} is not there.");
        }
    }

    public static void NeedProgram(string name)
    {
        if (FindProgram(name) is null)
        {
            Miss($"The program '{name}' is not on PATH.");
        }
    }

    /// <returns>Where the program is, or null where it is not.</returns>
    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>Ends a test for the reason that something is not there.</summary>
    public static void Miss(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Pockr.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"No Pockr.slnx above {AppContext.BaseDirectory}.");
        }

        return directory.FullName;
    }
}
