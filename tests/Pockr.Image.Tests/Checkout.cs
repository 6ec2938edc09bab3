namespace Pockr.Image.Tests;

/// <summary>Finds the repository from where the tests lie.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string ImageSources => Path.Combine(Root, "image");

    /// <summary>Alpine's own release file, where the checkout has it beside it.</summary>
    public static string Minirootfs => Path.Combine(Root, "../shared/data/alpine-minirootfs-3.20.3-x86_64.tar.gz");

    /// <summary>Skips a test that needs <see cref="Minirootfs"/> where it is not there; in CI it fails.</summary>
    public static void NeedMinirootfs()
    {
        if (!File.Exists(Minirootfs))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{Minirootfs} is not there.");
            Assert.Skip($"{Minirootfs} is not there.");
        }
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
