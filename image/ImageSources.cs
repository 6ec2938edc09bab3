namespace Pockr.Image;

/// <summary>Where things are in the repository's <c>image/</c> directory.</summary>
internal sealed record ImageSources(string Directory)
{
    public string RecipeOf(string distribution) => Path.Combine(Directory, "recipes", $"{distribution}.json");

    public string LockOf(string flavour) => Path.Combine(Directory, "locks", $"{flavour}.json");

    /// <summary>Files that go into the machine's root file system as they are.</summary>
    public string Rootfs => Path.Combine(Directory, "rootfs");

    public string InitScript => Path.Combine(Directory, "Initramfs", "init");
}
