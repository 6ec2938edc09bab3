using Pockr.Client;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>Makes sandboxes. An image that is not in the machine is built, or pulled, first, and it is shown how far that is.</summary>
internal sealed class NewSandboxes(ProfileImages images, TerminalOutput terminal)
{
    /// <param name="client">The machine's agent.</param>
    /// <param name="sandboxes">Its sandboxes.</param>
    /// <param name="options">What the new one is like.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Sandbox> CreateAsync(PockrClient client, SandboxesClient sandboxes, SandboxOptions options, CancellationToken cancellationToken) =>
        sandboxes.CreateWithImageAsync(options, () => GetImageAsync(client, options, cancellationToken), cancellationToken);

    private async Task GetImageAsync(PockrClient client, SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.Image is { } image)
        {
            terminal.WriteMessage($"The image {image} is not in the machine; pulling it.");
            await new ImagePuller(terminal).PullAsync(client, image, quiet: false, cancellationToken);
            return;
        }

        await images.BuildAsync(client, options.Profile ?? Profiles.Python, baseImage: null, cancellationToken);
    }
}
