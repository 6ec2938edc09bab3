namespace Pockr.Image.Distributions.Alpine;

/// <summary>What an index says about a package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Path">Where it is, relative to the mirror.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="Checksum">Digest of what the package says about itself, as <c>Q1…</c>.</param>
/// <param name="License">SPDX expression of its licence.</param>
/// <param name="Origin">The source package it was built from.</param>
/// <param name="Commit">State of the sources it was built from.</param>
/// <param name="BuildTime">When it was built, in seconds since 1970.</param>
internal sealed record IndexedPackage(
    string Name, string Version, string Path, long Bytes, string Checksum, string License, string Origin, string Commit, long BuildTime)
{
    public string FileName => System.IO.Path.GetFileName(Path);
}
