using System.Globalization;
using Pockr.Contracts;
using Pockr.EngineClient.Models;
using EngineDetails = Pockr.EngineClient.Models.ContainerDetails;
using EngineState = Pockr.EngineClient.Models.ContainerState;

namespace Pockr.GuestAgent.Containers;

/// <summary>What inspecting a container tells, in the words of the API.</summary>
internal static class ContainerDescription
{
    private const string NeverStarted = "created";

    public static Contracts.ContainerDetails From(EngineDetails container)
    {
        var (config, host) = (container.Config, container.HostConfig);
        return new(
            container.Id,
            container.Name.TrimStart('/'),
            config.Image,
            container.Image ?? "",
            [container.Path ?? "", .. container.Args ?? []],
            container.Created,
            State(container.State),
            container.RestartCount,
            config.Env ?? [],
            config.WorkingDir ?? "",
            config.User ?? "",
            config.Hostname ?? "",
            config.Labels ?? new Dictionary<string, string>(),
            [.. Ports(container.NetworkSettings?.Ports)],
            [.. (container.Mounts ?? []).Select(Mount)],
            [.. (container.NetworkSettings?.Networks ?? new Dictionary<string, NetworkEndpoint>()).Select(pair => Network(pair.Key, pair.Value))],
            Limits(host),
            new RestartPolicy(host.RestartPolicy?.Name is { Length: > 0 } name ? name : "no", host.RestartPolicy?.MaximumRetryCount ?? 0),
            host.AutoRemove,
            host.ReadonlyRootfs,
            host.Privileged,
            config.OpenStdin,
            config.Tty);
    }

    private static Contracts.ContainerState State(EngineState state) => new(
        state.Status,
        state.Running,
        state.Pid > 0 ? state.Pid : null,
        state.Running || state.Status == NeverStarted ? null : state.ExitCode,
        state.OOMKilled,
        TextOrNull(state.Error),
        TimeOrNull(state.StartedAt),
        TimeOrNull(state.FinishedAt),
        state.Health is { Status: not "none" } health ? Health(health) : null);

    private static ContainerHealth Health(HealthState health)
    {
        var last = health.Log is { Count: > 0 } log ? log[^1] : null;
        return new ContainerHealth(health.Status, health.FailingStreak, last?.ExitCode, last?.Output);
    }

    // A port published on both address families is one mapping.
    private static IEnumerable<PortMapping> Ports(IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? ports)
    {
        return (ports ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
            .SelectMany(pair => (pair.Value ?? []).Select(binding => Port(pair.Key.Split('/', 2), binding)))
            .Distinct();
    }

    private static PortMapping Port(string[] inside, PortBinding binding) => new(
        int.Parse(binding.HostPort, CultureInfo.InvariantCulture), int.Parse(inside[0], CultureInfo.InvariantCulture), inside[1]);

    private static ContainerMount Mount(MountPoint mount) =>
        new(mount.Type, mount.Destination, TextOrNull(mount.Name) ?? TextOrNull(mount.Source), !mount.RW);

    private static ContainerNetwork Network(string name, NetworkEndpoint endpoint) => new(
        name,
        TextOrNull(endpoint.IPAddress),
        TextOrNull(endpoint.GlobalIPv6Address),
        TextOrNull(endpoint.Gateway),
        TextOrNull(endpoint.MacAddress));

    private static ContainerLimits Limits(EngineDetails.HostPart host) => new(
        NumberOrNull(host.Memory),
        NumberOrNull(host.MemorySwap),
        ContainerSpecs.Cpus(host.NanoCpus),
        NumberOrNull(host.CpuShares),
        host.PidsLimit is > 0 ? host.PidsLimit : null,
        host.Ulimits is { Count: > 0 } limits ? [.. limits.Select(limit => new Ulimit(limit.Name, limit.Soft, limit.Hard))] : null);

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? NumberOrNull(long number) => number == 0 ? null : number;

    private static DateTimeOffset? TimeOrNull(DateTimeOffset time) => time.Year == 1 ? null : time;
}
