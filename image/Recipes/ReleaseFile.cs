namespace Pockr.Image.Recipes;

/// <summary>A release of a distribution, as one file that never changes.</summary>
/// <param name="Version">The release, as <c>3.24.2</c>.</param>
/// <param name="Sha512">The file's digest, in lower-case hexadecimal digits.</param>
internal sealed record ReleaseFile(string Version, string Sha512);
