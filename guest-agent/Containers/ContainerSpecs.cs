using System.Globalization;
using Pockr.Contracts;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>Requests for containers in dockerd's words.</summary>
internal static class ContainerSpecs
{
    private const double NanosPerCpu = 1e9;
    private const long NanosecondsPerMillisecond = 1_000_000;

    public static ContainerSpec From(CreateContainerRequest request)
    {
        var spec = ContainerFactory.Spec(request.Image, [.. PortRules.Expand(request.Ports ?? [])], request.Network);
        return spec with
        {
            // To dockerd an empty list says nothing; the list of one empty text is what takes the image's away.
            Entrypoint = request.Entrypoint is { Count: 0 } ? [""] : request.Entrypoint,
            Cmd = request.Cmd,
            Env = request.Env,
            WorkingDir = request.WorkDir,
            User = request.User,
            Hostname = request.Hostname,
            Tty = request.Tty,
            OpenStdin = request.OpenStdin,
            StdinOnce = request.StdinOnce ? true : null,
            StopSignal = request.StopSignal,
            StopTimeout = request.StopTimeoutSeconds,
            Labels = Labels(request),
            Healthcheck = request.HealthCheck is { } check ? Health(check) : null,
            HostConfig = Host(request, spec.HostConfig!),
        };
    }

    public static ContainerUpdate From(UpdateContainerRequest request) => new()
    {
        Memory = request.MemoryBytes,
        MemorySwap = request.MemorySwapBytes,
        NanoCpus = NanoCpus(request.Cpus),
        CpuShares = request.CpuShares,
        PidsLimit = request.PidsLimit,
        RestartPolicy = Restart(request.RestartPolicy),
    };

    public static double? Cpus(long nanoCpus) => nanoCpus == 0 ? null : nanoCpus / NanosPerCpu;

    private static HostSpec Host(CreateContainerRequest request, HostSpec host) => host with
    {
        AutoRemove = request.AutoRemove,
        CapAdd = request.CapAdd,
        CapDrop = host.CapDrop is { } drop ? [.. drop, .. request.CapDrop ?? []] : request.CapDrop,
        Mounts = request.Mounts is { } mounts ? [.. mounts.Select(Mount)] : null,
        Tmpfs = request.Tmpfs,
        Dns = request.Dns,
        ExtraHosts = request.ExtraHosts,
        Devices = request.Devices is { } devices ? [.. devices.Select(Device)] : null,
        Memory = request.MemoryBytes,
        MemorySwap = request.MemorySwapBytes,
        NanoCpus = NanoCpus(request.Cpus),
        CpuShares = request.CpuShares,
        PidsLimit = request.PidsLimit,
        Ulimits = request.Ulimits is { } limits ? [.. limits.Select(limit => new UlimitSpec(limit.Name, limit.Soft, limit.Hard))] : null,
        ReadonlyRootfs = request.ReadOnlyRoot,
        Init = request.Init,
        Privileged = request.Privileged,
        SecurityOpt = request.SecurityOptions,
        RestartPolicy = Restart(request.RestartPolicy),
        LogConfig = request is { LogDriver: null, LogOptions: null } ? null : new LogSpec(request.LogDriver ?? "", request.LogOptions),
    };

    private static Dictionary<string, string> Labels(CreateContainerRequest request)
    {
        var labels = new Dictionary<string, string>(request.Labels ?? new Dictionary<string, string>());
        if (request.Volatile)
        {
            labels[ContainerStarts.VolatileLabel] = "";
        }

        if (request.BootPriority is { } priority)
        {
            labels[BootOrder.Label] = priority.ToString(CultureInfo.InvariantCulture);
        }

        return labels;
    }

    private static MountSpec Mount(MountRequest mount) => new(
        mount.Type, mount.Source, mount.Target, mount.ReadOnly, mount.SizeBytes is { } size ? new TmpfsSpec(size) : null);

    private static DeviceSpec Device(DeviceRequest device) =>
        new(device.HostPath, device.ContainerPath ?? device.HostPath, device.Permissions);

    private static RestartSpec? Restart(RestartPolicy? policy) =>
        policy is null ? null : new RestartSpec(policy.Name, policy.MaximumRetryCount);

    private static long? NanoCpus(double? cpus) => cpus is { } value ? (long)Math.Round(value * NanosPerCpu) : null;

    private static HealthSpec Health(HealthCheck check) => new(
        check.Test,
        check.Interval * NanosecondsPerMillisecond,
        check.Timeout * NanosecondsPerMillisecond,
        check.StartPeriod * NanosecondsPerMillisecond,
        check.Retries);
}
