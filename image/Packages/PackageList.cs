namespace Pockr.Image.Packages;

/// <summary>The packages of an image, in the directory they lie in, ordered by name.</summary>
internal sealed record PackageList(string Directory, IReadOnlyList<PackageFile> Packages)
{
    public string PathOf(PackageFile package) => Path.Combine(Directory, package.FileName);
}
