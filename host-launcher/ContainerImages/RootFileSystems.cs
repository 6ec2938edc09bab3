using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>
/// Makes images of root file systems, named by their bytes: what is in the machine already is not sent again. A container is made of one by
/// that name, like of any image.
/// </summary>
internal sealed class RootFileSystems(DebugFs debugFs)
{
    private const string Repository = "pockr-rootfs";
    private const int NameLength = 16;

    /// <summary>Sees that a machine has the image of a root file system.</summary>
    /// <param name="client">The machine.</param>
    /// <param name="path">A tar (compressed or not), a directory, or an ext4 image.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The image's name and id, and whether it had to be made.</returns>
    public async Task<(ImageImported Image, bool IsNew)> EnsureAsync(PockrClient client, string path, CancellationToken cancellationToken)
    {
        var rootFileSystem = new RootFileSystem(path, debugFs);
        var digest = await rootFileSystem.DigestAsync(cancellationToken);
        var name = $"{Repository}:{digest[..NameLength]}";
        if (await FindAsync(client, name, cancellationToken) is { } known)
        {
            return (new ImageImported(known.Id, name), false);
        }

        ImageImported? imported = null;
        await rootFileSystem.ReadAsync(
            async (tar, sha256) => imported = await client.Images.ImportAsync(name, tar, sha256, cancellationToken), digest, cancellationToken);
        return (imported!, true);
    }

    private static async Task<ImageDetails?> FindAsync(PockrClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Images.InspectAsync(name, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            return null;
        }
    }
}
