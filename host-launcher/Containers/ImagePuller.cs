using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Containers;

/// <summary>Pulls an image that something needs, and shows how far it has come.</summary>
internal sealed class ImagePuller(TerminalOutput terminal)
{
    public async Task PullAsync(PockrClient client, string image, CancellationToken cancellationToken)
    {
        terminal.WriteMessage($"The image {image} is not in the machine; pulling it.");
        await PullAsync(client, image, quiet: false, cancellationToken);
    }

    /// <summary>The same without a word of why.</summary>
    public async Task PullAsync(PockrClient client, string image, bool quiet, CancellationToken cancellationToken)
    {
        using var layers = new LayerProgress(terminal);
        await foreach (var progress in client.Images.PullAsync(image, cancellationToken))
        {
            if (!quiet && progress.Status is { } status)
            {
                layers.Report(progress.Layer, status, progress.CurrentBytes, progress.TotalBytes);
            }
        }
    }
}
