using Pockr.Client;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Containers;

/// <summary>Pulls an image and shows how far it has come.</summary>
internal sealed class ImagePuller(TerminalOutput terminal)
{
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
