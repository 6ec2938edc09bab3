namespace Pockr.Image.Packages;

/// <summary>One very file of a distribution, and what is known of it.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Url">Where it is below the distribution's mirrors; what the first part means is the distribution's affair.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal digits: at a build it is this that counts.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Source">The source package it was built of.</param>
/// <param name="SourceVersion">Version of that.</param>
/// <param name="Licenses">Licences its makers name, in the distribution's own words; empty where they cannot be told.</param>
internal sealed record LockedPackage(
    string Name, string Version, string Url, string Sha256, long Bytes, string Source, string SourceVersion, IReadOnlyList<string> Licenses)
{
    public override string ToString() => $"{Name} {Version}";
}
