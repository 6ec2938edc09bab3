using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent.Machine;

/// <summary>Removes what is not used: containers first, which may be all that keeps the rest in use.</summary>
internal sealed class Pruning(DockerEngine engine)
{
    private const int MostLabels = 100;

    public async Task<PruneReport> RunAsync(PruneRequest request, CancellationToken cancellationToken)
    {
        var labels = request.Labels ?? [];
        if (labels.Count > MostLabels || labels.Any(label => label.Length == 0 || label[0] == '='))
        {
            throw new ProblemException(Problems.Invalid(
                "labels has an empty one, or too many.", $"Use NAME or NAME=value, {MostLabels} at most."));
        }

        var containers = await PruneAsync(request.Containers, PruneKind.Containers, labels, cancellationToken);
        var networks = request.Networks ? await engine.Networks.PruneAsync(labels, Wall.Label, cancellationToken) : new NetworkPruning(null);
        var images = await PruneAsync(request.Images, PruneKind.DanglingImages, labels, cancellationToken);
        var volumes = await PruneAsync(request.Volumes, PruneKind.AnonymousVolumes, labels, cancellationToken);
        return new PruneReport(
            containers.ContainersDeleted ?? [],
            networks.NetworksDeleted ?? [],
            [.. (images.ImagesDeleted ?? []).Select(image => image.Deleted).OfType<string>()],
            volumes.VolumesDeleted ?? [],
            containers.SpaceReclaimed + images.SpaceReclaimed + volumes.SpaceReclaimed);
    }

    private Task<PruneResult> PruneAsync(
        bool isWanted, PruneKind kind, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        isWanted ? engine.System.PruneAsync(kind, labels, cancellationToken) : Task.FromResult(new PruneResult());
}
