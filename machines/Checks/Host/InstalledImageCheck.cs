using Pockr.Machines.Images;

namespace Pockr.Machines.Checks.Host;

/// <summary>An image that machines lie over, byte for byte.</summary>
internal sealed class InstalledImageCheck(string directory) : ICheck
{
    public string Id => $"image.{Path.GetFileName(directory)}";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        await ImageVerifier.EnsureIntactAsync(ManifestReader.Read(directory), installed: true, cancellationToken);
        return Finding.Ok("All files are as its manifest says.");
    }
}
