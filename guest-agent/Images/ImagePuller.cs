using System.Text;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Images;

internal sealed class ImagePuller(DockerEngine engine, BundledImages bundled)
{
    public Task<ProgressStream> StartAsync(ImageReference image, CancellationToken cancellationToken)
    {
        return engine.Images.PullAsync(image.Repository, image.TagOrDigest, cancellationToken);
    }

    /// <summary>Pulls to the end; Docker's status lines.</summary>
    public async Task<string> PullAsync(ImageReference image, CancellationToken cancellationToken)
    {
        await using var pull = await StartAsync(image, cancellationToken);
        var lines = new StringBuilder();
        await foreach (var message in pull.ReadAsync(cancellationToken))
        {
            if (message is { Status: { } status } && message.ProgressDetail?.Current is null)
            {
                lines.Append(message.Id is null ? "" : $"{message.Id}: ").Append(status).Append('\n');
            }
        }

        return lines.ToString();
    }

    /// <summary>Pulls only what the machine has not; what it comes with is waited for.</summary>
    public async Task EnsureAsync(ImageReference image, CancellationToken cancellationToken)
    {
        // Asked before looking: the loading may end just after.
        var wereLoaded = bundled.AreLoaded;
        if (await IsPresentAsync(image, cancellationToken))
        {
            return;
        }

        if (!wereLoaded)
        {
            await bundled.WhenLoadedAsync(cancellationToken);
            if (await IsPresentAsync(image, cancellationToken))
            {
                return;
            }
        }

        await PullAsync(image, cancellationToken);
    }

    public static PullProgress Progress(ProgressMessage message) =>
        new(message.Status, message.Id, message.ProgressDetail?.Current, message.ProgressDetail?.Total);

    private async Task<bool> IsPresentAsync(ImageReference image, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.InspectAsync(image.ToString(), cancellationToken);
            return true;
        }
        catch (EngineException exception) when (EngineProblems.IsMissingImage(exception))
        {
            return false;
        }
    }
}
