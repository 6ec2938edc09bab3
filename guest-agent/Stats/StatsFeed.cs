using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Stats;

/// <summary>A container's samples for as long as it runs.</summary>
internal sealed class StatsFeed(MessageStream<StatsSample> samples) : IAsyncDisposable
{
    public static async Task<StatsFeed> OpenAsync(DockerEngine engine, string idOrName, bool stream, CancellationToken cancellationToken)
    {
        // dockerd would send empty samples of one that does not run, and of one that is created later.
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        if (!container.State.Running)
        {
            throw NotRunning(idOrName);
        }

        return new StatsFeed(await engine.Containers.StatsAsync(container.Id, stream, cancellationToken));
    }

    /// <summary>The first one dockerd sends is left out: it has nothing to compare its processor time with.</summary>
    public async IAsyncEnumerable<ContainerStats> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sample in samples.ReadAsync(cancellationToken))
        {
            if (!StatsMath.IsRunning(sample))
            {
                yield break;
            }

            if (StatsMath.HasPrevious(sample))
            {
                yield return StatsMath.Stats(sample);
            }
        }
    }

    /// <summary>The only one.</summary>
    public async Task<ContainerStats> ReadOneAsync(string idOrName, CancellationToken cancellationToken)
    {
        await foreach (var stats in ReadAsync(cancellationToken))
        {
            return stats;
        }

        throw NotRunning(idOrName); // any more
    }

    public ValueTask DisposeAsync() => samples.DisposeAsync();

    private static ProblemException NotRunning(string idOrName) => new(Problems.Make(
        StatusCodes.Status409Conflict, ProblemCodes.ContainerNotRunning, $"Container '{idOrName}' is not running.", "Start the container first."));
}
