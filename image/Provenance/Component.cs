namespace Pockr.Image.Provenance;

/// <summary>Something an image is made of: a package of the distribution, or a part of the agent.</summary>
/// <param name="Name">As its makers call it.</param>
/// <param name="Version">Its version, where that can be told.</param>
/// <param name="PackageUrl">What scanners know it by.</param>
/// <param name="Supplier">Who made it, where that can be told.</param>
/// <param name="License">Under which licences.</param>
internal sealed record Component(string Name, string? Version, string PackageUrl, string? Supplier, LicenseTerms License)
{
    /// <summary>SHA-256 of the file it came in.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where that file stays.</summary>
    public Uri? Location { get; init; }

    /// <summary>The source package it was built of, and the version of that.</summary>
    public (string Name, string Version)? Source { get; init; }

    /// <summary>Files of it, where it was looked at file by file.</summary>
    public IReadOnlyList<FileDigest> Files { get; init; } = [];

    public override string ToString() => $"{Name} {Version}".TrimEnd();
}
