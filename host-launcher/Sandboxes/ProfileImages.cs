using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>Builds the images of profiles, and shows how far it is.</summary>
internal sealed class ProfileImages(DebianPackages debian, TerminalOutput terminal)
{
    /// <param name="client">The machine's agent.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="baseImage">Image it is built on; the profile's own if absent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task BuildAsync(PockrClient client, Profile profile, string? baseImage, CancellationToken cancellationToken)
    {
        var source = baseImage ?? profile.Base;
        terminal.WriteMessage($"Building the profile {profile.Name} on {source}.");
        if (source == Profiles.Debian.Base)
        {
            await EnsureDebianAsync(client, source, cancellationToken);
        }

        using var output = new BuildOutput(terminal);
        await foreach (var progress in client.Sandboxes.BuildAsync(profile, baseImage, cancellationToken))
        {
            output.Report(progress);
        }
    }

    private async Task EnsureDebianAsync(PockrClient client, string image, CancellationToken cancellationToken)
    {
        try
        {
            await client.Images.InspectAsync(image, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            terminal.WriteMessage($"Making {image} of Debian's packages, which takes minutes.");
            await debian.ImportAsync(
                client, image, () => terminal.WriteMessage("Another pockr is making one; waiting for it."), cancellationToken);
        }
    }
}
