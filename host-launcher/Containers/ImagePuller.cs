using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Containers;

/// <summary>Pulls an image and shows how far it has come.</summary>
internal sealed class ImagePuller(TerminalOutput terminal)
{
    public async Task PullAsync(PockrClient client, string image, CancellationToken cancellationToken)
    {
        using var line = new StageLine(terminal);
        await foreach (var progress in client.Images.PullAsync(image, cancellationToken))
        {
            if (Describe(progress) is { } text)
            {
                line.Stage(text);
            }
        }
    }

    // Bytes change many times a second: for people only.
    private string? Describe(PullProgress progress)
    {
        var layer = progress.Layer is { } id ? $"{id}: " : "";
        return progress switch
        {
            { Status: null } => null,
            { CurrentBytes: { } current, TotalBytes: > 0 and var total } when terminal.Interactive =>
                $"{layer}{progress.Status} {100 * current / total} %",
            _ => $"{layer}{progress.Status}",
        };
    }
}
