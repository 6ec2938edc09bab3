using Pockr.Contracts;
using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Settings;

/// <summary>Takes settings over, all at once and as often as wanted, and keeps them for the next boots.</summary>
internal sealed class MachineSettings(
    SettingsStore store,
    EngineConfiguration configuration,
    EngineProcess engine,
    ExtraAuthorities authorities,
    NameServers nameServers,
    HostFirewall firewall,
    Ipv6Network ipv6,
    SharedMounts mounts) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public SystemSettings Current => store.Current;

    /// <summary>An agent that ends in the middle leaves a revision nobody gave, so the settings are given again.</summary>
    public async Task<SystemSettings> SetAsync(SystemSettings settings, CancellationToken cancellationToken)
    {
        Finding.ThrowIfAny(SystemSettingsRules.Find(settings).Select(finding => new Finding(finding.ToString(), "Nothing was changed; docs/api.md tells what each can be.")));
        using var held = await HoldAsync(cancellationToken);
        var before = store.Current;
        store.Save(settings with { Revision = SettingsStore.Unfinished });

        // Carried through: half of it is worth nothing to whoever does not wait for the rest.
        await TakeOverAsync(before, settings);
        store.Save(settings == new SystemSettings() ? settings : settings with { Revision = settings.Revision ?? Guid.NewGuid().ToString() });
        return store.Current;
    }

    public async Task MountAsync(CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(cancellationToken);
        await mounts.MountAsync(MountsOf(store.Current), CancellationToken.None);
    }

    public async Task UnmountAsync(CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(cancellationToken);
        await mounts.UnmountAsync(MountsOf(store.Current), CancellationToken.None);
    }

    public void Dispose() => _gate.Dispose();

    private static IReadOnlyList<SharedDirectory> MountsOf(SystemSettings settings) => settings.Mounts ?? [];

    private async Task TakeOverAsync(SystemSettings before, SystemSettings settings)
    {
        nameServers.Write(settings);
        await firewall.WriteAsync(settings, CancellationToken.None);
        await ipv6.WriteAsync(settings, CancellationToken.None);
        EngineChange[] changes =
        [
            configuration.Write(settings),
            authorities.Write(settings),
            before.Revision == SettingsStore.Unfinished ? EngineChange.Restart : EngineChange.None, // nobody knows what it has taken over
        ];
        await engine.TakeOverAsync(changes.Max(), CancellationToken.None);

        var wanted = MountsOf(settings);
        await mounts.UnmountAsync([.. MountsOf(before).Except(wanted)], CancellationToken.None);
        mounts.Keep(wanted);
        await mounts.MountAsync(wanted, CancellationToken.None);
    }

    private async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Hold(_gate);
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
