using System.Net;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;
using ContainerDetails = Pockr.EngineClient.Models.ContainerDetails;

namespace Pockr.GuestAgent.Settings;

/// <summary>
/// The host's directories, in the machine and in the containers that have them. QEMU saves no machine that has one mounted, so all are
/// unmounted before, also in running containers, and mounted afterwards.
/// </summary>
internal sealed class SharedMounts(DockerEngine engine, AgentOptions options)
{
    private readonly string _kept = SettingsStore.PathIn(options, "shares");

    /// <summary>Writes down what the next boots mount, before dockerd starts containers.</summary>
    public void Keep(IReadOnlyList<SharedDirectory> shares)
    {
        var lines = shares.Select(share => $"{options.ShareProgram} {string.Join(' ', ArgumentsOf(share).Select(Quote))}\n");
        DurableFile.Ensure(_kept, shares.Count == 0 ? null : string.Concat(lines));
    }

    /// <summary>Mounts what is not mounted.</summary>
    public async Task MountAsync(IReadOnlyList<SharedDirectory> shares, CancellationToken cancellationToken)
    {
        foreach (var share in shares)
        {
            if (await MachineTool.RunAsync(options.ShareProgram, ArgumentsOf(share), "", cancellationToken) is { } failure)
            {
                throw new ProblemException(Problems.MountFailed(share.Path, failure));
            }
        }

        foreach (var container in shares.Count == 0 ? [] : await FindContainersAsync(cancellationToken))
        {
            AttachMissing(container, shares);
        }
    }

    /// <summary>Unmounts all of them, or none if one is in use.</summary>
    public async Task UnmountAsync(IReadOnlyList<SharedDirectory> shares, CancellationToken cancellationToken)
    {
        if (shares.Count == 0 || await FindHolderAsync(shares, cancellationToken) is not { } holder)
        {
            return;
        }

        await MountAsync(shares, CancellationToken.None);
        throw new ProblemException(Problems.MountBusy(holder));
    }

    private async Task<string?> FindHolderAsync(IReadOnlyList<SharedDirectory> shares, CancellationToken cancellationToken)
    {
        var containers = await FindContainersAsync(cancellationToken);
        foreach (var container in containers)
        {
            if (!IsWhollyBound(container, shares) || !Unmount(Read(shares, container.State.Pid), container.State.Pid))
            {
                return $"The container '{container.Name.TrimStart('/')}'";
            }
        }

        // A volume of Docker's that is such a directory could not be put back.
        var own = Read(shares);
        var isOwn = own.All(entry => shares.Any(share => share.Path == entry.Point));
        return isOwn && Unmount(own, processId: null) ? null : "A program of the machine itself, or a volume,";
    }

    private static IReadOnlyList<MountEntry> Read(IReadOnlyList<SharedDirectory> shares, int? processId = null) =>
        [.. MountTable.ReadShared(processId).Where(entry => shares.Any(share => share.Tag == entry.Source))];

    private static bool Unmount(IReadOnlyList<MountEntry> entries, int? processId) =>
        entries.Reverse().All(entry => MountNamespace.Unmount(entry.Point, processId) == 0);

    private static bool IsWhollyBound(ContainerDetails container, IReadOnlyList<SharedDirectory> shares)
    {
        var bound = BoundIn(container, shares).Select(bind => bind.What).ToList();
        return Read(shares, container.State.Pid).All(entry => bound.Contains((entry.Source, entry.Root)));
    }

    private static void AttachMissing(ContainerDetails container, IReadOnlyList<SharedDirectory> shares)
    {
        var binds = BoundIn(container, shares).ToList();
        var there = binds.Count == 0 ? [] : Read(shares, container.State.Pid);
        foreach (var bind in binds.Where(bind => !IsThere(bind, binds, there)))
        {
            // A container that has ended, or has taken the place away, goes without.
            MountNamespace.Attach(bind.Mount.Source!, bind.Mount.Destination, !bind.Mount.RW, container.State.Pid);
        }
    }

    // By way of a link in the container, it is at another place than it was meant to be.
    private static bool IsThere(Bind bind, List<Bind> all, IReadOnlyList<MountEntry> entries) => entries.Any(entry =>
        (entry.Source, entry.Root) == bind.What
        && (entry.Point == bind.Mount.Destination || all.All(other => other.Mount.Destination != entry.Point)));

    private static IEnumerable<Bind> BoundIn(ContainerDetails container, IReadOnlyList<SharedDirectory> shares) =>
        from mount in container.Mounts ?? []
        where mount is { Type: "bind", Source: not null }
        let place = Resolve(mount.Source!)
        from share in shares
        where GuestPath.IsIn(place, share.Path)
        select new Bind(mount, (share.Tag, place.Length == share.Path.Length ? "/" : place[share.Path.Length..]));

    // Where links lead to, as Docker followed them.
    private static string Resolve(string path)
    {
        const int PathOnly = 0x280000; // with O_CLOEXEC
        using var file = FileCalls.Open(path, PathOnly);
        return file.IsInvalid ? path : new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget ?? path;
    }

    private async Task<IReadOnlyList<ContainerDetails>> FindContainersAsync(CancellationToken cancellationToken)
    {
        List<ContainerDetails> running = [];
        foreach (var entry in await engine.Containers.ListAsync(all: false, filters: null, cancellationToken))
        {
            try
            {
                var container = await engine.Containers.InspectAsync(entry.Id, cancellationToken);
                running.AddRange(container.State is { Running: true, Pid: > 0 } ? [container] : []);
            }
            catch (EngineException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
            {
            }
        }

        return running;
    }

    private static string[] ArgumentsOf(SharedDirectory share) => [share.Tag, share.Path, share.ReadOnly ? "ro" : "rw"];

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private sealed record Bind(MountPoint Mount, (string Tag, string Root) What);
}
