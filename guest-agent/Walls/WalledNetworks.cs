using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Events;

namespace Pockr.GuestAgent.Walls;

/// <summary>
/// Containers that reach named hosts alone, each in a network of its own behind the wall. Networks are all that is known of them: one that no
/// container has is removed, whoever removed its container.
/// </summary>
internal sealed partial class WalledNetworks(DockerEngine engine, ContainerFactory factory, Wall wall, ILogger<WalledNetworks> logger) : IDisposable
{
    private const string BridgeName = "com.docker.network.bridge.name";

    // dockerd answers for names itself, and asks others for those it does not know: from the container's own loopback, where nobody does.
    private const string Nobody = "127.0.0.1";

    private static readonly TimeSpan s_clearing = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, IReadOnlyList<string>> s_removals = new() { ["type"] = ["container"], ["event"] = ["destroy"] };

    // A network that was just made has no container yet.
    private readonly SemaphoreSlim _gate = new(1);

    // Nobody else makes one, and most machines have none: to ask dockerd at every container's end would slow down the next.
    private volatile bool _mayExist = true;

    /// <summary>Creates a container that reaches these hosts and no others.</summary>
    public async Task<ContainerCreated> CreateContainerAsync(
        string? name, ContainerSpec spec, IReadOnlyList<AllowedHost> hosts, CancellationToken cancellationToken)
    {
        var resolved = await ResolvedHosts.LookUpAsync(hosts, cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var network = await CreateNetworkAsync(resolved.Hosts, cancellationToken);
            return await factory.CreateAsync(name, Behind(spec, network, resolved.Names), cancellationToken);
        }
        catch
        {
            await TryClearAsync();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) => EngineFollower.RunAsync(TryFollowAsync, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private static ContainerSpec Behind(ContainerSpec spec, string network, IReadOnlyList<string> names) => spec with
    {
        HostConfig = spec.HostConfig! with { NetworkMode = network, Dns = [Nobody], ExtraHosts = [.. names, .. spec.HostConfig.ExtraHosts ?? []] },
    };

    // Until the rules are written, nothing is let out of it.
    private async Task<string> CreateNetworkAsync(IEnumerable<AllowedHost> hosts, CancellationToken cancellationToken)
    {
        var name = $"{Wall.Prefix}{Guid.NewGuid().ToString("N")[..8]}";
        var spec = new NetworkSpec(name, "bridge")
        {
            Labels = new Dictionary<string, string> { [Wall.Label] = string.Join(' ', hosts) },
            Options = new Dictionary<string, string> { [BridgeName] = name },
        };
        _mayExist = true;
        await engine.Networks.CreateAsync(spec, cancellationToken);
        await wall.WriteAsync(await ListAsync(cancellationToken), cancellationToken);
        return name;
    }

    private async Task TryFollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken);
        }
        catch (ProblemException failure)
        {
            LogNotWritten(failure.Message);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var removals = await engine.System.GetEventsAsync(since: null, until: null, s_removals, cancellationToken);
        await HoldAsync(() => ClearAsync(isFirst: true, cancellationToken), cancellationToken);
        await foreach (var _ in removals.ReadAsync(cancellationToken))
        {
            if (_mayExist)
            {
                await HoldAsync(() => ClearAsync(isFirst: false, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task HoldAsync(Func<Task> actAsync, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await actAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    // Of rules that are in place already, those of networks that stay need not be written again.
    private async Task ClearAsync(bool isFirst, CancellationToken cancellationToken)
    {
        var networks = await ListAsync(cancellationToken);
        if (networks.Count == 0)
        {
            _mayExist = false;
            return;
        }

        var containers = await engine.Containers.ListAsync(all: true, filters: null, cancellationToken);
        var used = containers.SelectMany(container => container.NetworkSettings?.Networks?.Keys ?? []).ToHashSet();
        var unused = networks.Where(network => !used.Contains(network.Name)).ToList();
        foreach (var network in unused)
        {
            await TryRemoveAsync(network.Id, cancellationToken);
        }

        if (isFirst || unused.Count > 0)
        {
            await wall.WriteAsync(networks.Except(unused), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await engine.Networks.ListAsync(cancellationToken)).Where(Wall.IsAround)];

    private async Task TryRemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Networks.RemoveAsync(id, cancellationToken);
        }
        catch (EngineException)
        {
            // It is gone, or has a container again.
        }
    }

    // The failure that counts is the one the caller gets; what is left is cleared away with the next container.
    private async Task TryClearAsync()
    {
        using var limit = new CancellationTokenSource(s_clearing);
        try
        {
            await ClearAsync(isFirst: false, limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or ProblemException or OperationCanceledException)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "The rules of networks with allowed hosts are not in place, and nothing is let out of them: {Reason}")]
    private partial void LogNotWritten(string reason);
}
