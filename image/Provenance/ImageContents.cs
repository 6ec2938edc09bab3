using Pockr.Contracts;

namespace Pockr.Image.Provenance;

/// <summary>All that can be told of an image: what the documents about it are written of.</summary>
/// <param name="Manifest">The image.</param>
/// <param name="Time">The time that everything in it bears, and the documents too.</param>
/// <param name="ReleaseNumber">What scanners know the distribution's release by.</param>
/// <param name="Packages">The distribution's packages.</param>
/// <param name="Agent">What the agent is made of, the agent itself first.</param>
/// <param name="Files">The files a machine is started from.</param>
internal sealed record ImageContents(
    ImageManifest Manifest,
    DateTimeOffset Time,
    string ReleaseNumber,
    IReadOnlyList<Component> Packages,
    IReadOnlyList<Component> Agent,
    IReadOnlyList<FileDigest> Files)
{
    public string Name => $"pockr-image-{Manifest.Distro}-{Manifest.Architecture}";

    /// <summary>Names this very image.</summary>
    public string FullName => $"{Name}-{Manifest.BuildId}";

    public IEnumerable<Component> Components => Packages.Concat(Agent);
}
