namespace Pockr.Image.Tests;

/// <summary>Finds the repository from where the tests lie.</summary>
internal static class Checkout
{
    public static string ImageSources => Path.Combine(Root(), "image");

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Pockr.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"No Pockr.slnx above {AppContext.BaseDirectory}.");
        }

        return directory.FullName;
    }
}
