using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Settings;

/// <summary>What of a machine's settings the machine itself has to know. It tells by a revision which it has, so nothing is noted here.</summary>
internal static class GuestSettings
{
    private const int RevisionDigits = 32;

    private static readonly TimeSpan s_unmountPatience = TimeSpan.FromSeconds(20);

    /// <param name="config">The settings.</param>
    /// <param name="mounts">The mounts it was started with.</param>
    /// <param name="agentPort">Port of this host that leads to the agent.</param>
    public static SystemSettings Of(MachineConfig config, IReadOnlyList<MachineMount> mounts, int agentPort) => new(
        NullIfEmpty(config.Dns),
        config.HttpProxy,
        config.HttpsProxy,
        config.NoProxy,
        NullIfEmpty(config.RegistryMirrors),
        NullIfEmpty(config.InsecureRegistries),
        config.ExtraCa,
        config.HostAccess ? new HostAccess([agentPort]) : null,
        config.Ipv6 ? true : null,
        NullIfEmpty(mounts.Select(mount => mount.Shared).ToList()));

    /// <summary>Gives a machine that runs its settings, if it has others, and mounts what it has of this host.</summary>
    public static async Task EnsureAsync(
        MachineFiles files, RunningMachine machine, MachineToken token, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, token.Value);
        var config = MachineStore.FindConfig(files) ?? throw Failures.FileUnreadable(files.Config, "it is missing.");
        var wanted = WithRevision(Of(config, machine.State.Mounts, machine.State.Port), token);
        var health = await client.GetHealthAsync(cancellationToken);
        if (health.Settings != wanted.Revision)
        {
            reporter.Stage("handing over the settings");
            await client.SetSettingsAsync(wanted, cancellationToken);
        }
        else if (machine.State.Mounts.Count > 0)
        {
            await client.MountSharesAsync(cancellationToken);
        }
    }

    /// <summary>Has the machine let go of what it has of this host.</summary>
    /// <returns>Why it does not, if so.</returns>
    public static async Task<string?> TryUnmountAsync(RunningMachine machine, MachineToken? token, CancellationToken cancellationToken)
    {
        if (machine.State.Mounts.Count == 0 || token is null)
        {
            return null;
        }

        using var client = new PockrClient(machine.State.Url, token.Value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_unmountPatience);
        try
        {
            await client.UnmountSharesAsync(limit.Token);
            return null;
        }
        catch (PockrException refused)
        {
            return refused.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The machine does not let go of the host's directories.";
        }
    }

    /// <summary>Mounts again what was unmounted in vain; a machine that cannot is put right by the next <c>pockr up</c>.</summary>
    public static async Task TryMountAsync(RunningMachine machine, MachineToken? token)
    {
        if (machine.State.Mounts.Count == 0 || token is null)
        {
            return;
        }

        using var client = new PockrClient(machine.State.Url, token.Value);
        using var limit = new CancellationTokenSource(s_unmountPatience);
        try
        {
            await client.MountSharesAsync(limit.Token);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
        }
    }

    // With the token in it, nobody who is told the revision can try out what the settings may be.
    private static SystemSettings WithRevision(SystemSettings settings, MachineToken token)
    {
        if (settings == new SystemSettings())
        {
            return settings;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(settings, ContractsJson.Default.SystemSettings);
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Value), text);
        return settings with { Revision = Convert.ToHexStringLower(digest)[..RevisionDigits] };
    }

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> values) => values.Count > 0 ? values : null;
}
