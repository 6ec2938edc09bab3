using Pockr.Client;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Judging;

/// <summary>Containers and images that judging has made: those of this process are removed at its end, those of a killed one by the next.</summary>
internal sealed class JudgeTraces(PockrClient client, IProcessTable processes, JudgeOwner self)
{
    /// <summary>Label of every container.</summary>
    public const string Label = "pockr.judge";

    /// <summary>Removes what processes have left that are gone.</summary>
    public Task RemoveLeftAsync(CancellationToken cancellationToken) => RemoveAsync(owner => owner != self && !Lives(owner), cancellationToken);

    /// <summary>Removes what this process has made.</summary>
    public Task RemoveOwnAsync(CancellationToken cancellationToken) => RemoveAsync(owner => owner == self, cancellationToken);

    private bool Lives(JudgeOwner owner) => processes.Find(owner.ProcessId) is { } process && JudgeOwner.Of(process) == owner;

    private async Task RemoveAsync(Func<JudgeOwner, bool> isMeant, CancellationToken cancellationToken)
    {
        var containers = await client.Containers.ListAsync(all: true, [("label", Label)], cancellationToken);
        foreach (var container in containers.Where(container => IsMeant(container.Name)))
        {
            await WhereThereAsync(() => client.Containers.RemoveAsync(container.Id, force: true, cancellationToken));
        }

        var images = await client.Images.ListAsync(cancellationToken);
        foreach (var tag in images.SelectMany(image => image.Tags).Where(IsMeant))
        {
            await WhereThereAsync(() => client.Images.RemoveAsync(tag, force: true, cancellationToken));
        }

        bool IsMeant(string name) => JudgeOwner.TryParse(name) is { } owner && isMeant(owner);
    }

    // Two that judge at the same time may both remove what a third has left.
    private static async Task WhereThereAsync(Func<Task> removeAsync)
    {
        try
        {
            await removeAsync();
        }
        catch (Exception gone) when (gone is ResourceNotFoundException or ResourceConflictException)
        {
        }
    }
}
