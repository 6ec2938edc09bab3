using System.Text.Json.Nodes;

namespace Pockr.Machines.Settings;

/// <summary>All settings of a machine that can be changed.</summary>
internal static class ConfigKeys
{
    public const string Cpus = "cpus";
    public const string Memory = "memory";
    public const string Port = "port";
    public const string Accel = "accel";
    public const string Bind = "bind";
    public const string IdlePause = "idle-pause";
    public const string Mounts = "mounts";
    public const string Dns = "dns";
    public const string HttpProxy = "http-proxy";
    public const string HttpsProxy = "https-proxy";
    public const string RegistryMirrors = "registry-mirrors";
    public const string InsecureRegistries = "insecure-registries";
    public const string ExtraCa = "extra-ca";
    public const string HostAccess = "host-access";
    public const string Ipv6 = "ipv6";

    public static IReadOnlyList<ConfigKey> All { get; } =
    [
        new(Cpus, "processors", false, config => config.Cpus,
            (config, value) => config with { Cpus = value.Number() ?? MachineConfig.DefaultCpus }),
        new(Memory, "MiB, or as 512m or 2g", false, config => config.MemoryMiB,
            (config, value) => config with { MemoryMiB = value.MemoryMiB() ?? MachineConfig.DefaultMemoryMiB }),
        new(Port, "port of this host that leads to the agent", false, config => config.Port,
            (config, value) => config with { Port = value.Number() }),
        new(Accel, "how the processor is run", false, config => config.Accelerator,
            (config, value) => config with { Accelerator = value.Text() ?? MachineConfig.AutomaticAccelerator }),
        new(Bind, "address of this host on which published ports are opened besides 127.0.0.1", false, config => config.Bind,
            (config, value) => config with { Bind = value.Address() }),
        new(IdlePause, "minutes after which a machine with nothing to do stands still", false, config => config.IdlePause,
            (config, value) => config with { IdlePause = value.Minutes() }),
        new(Mounts, "directories of this host, each as DIR[:GUESTPATH][:ro]", false, config => ListOf(config.Mounts.Select(mount => mount.ToString())),
            (config, value) => config with { Mounts = value.Mounts() }),
        new(Dns, "addresses of name servers", true, config => ListOf(config.Dns), (config, value) => config with { Dns = value.List() }),
        new(HttpProxy, "URL of the proxy to pull images by", true, config => config.HttpProxy,
            (config, value) => config with { HttpProxy = value.Text() }),
        new(HttpsProxy, "the same for https", true, config => config.HttpsProxy, (config, value) => config with { HttpsProxy = value.Text() }),
        new("no-proxy", "hosts, domains and networks reached without it", true, config => config.NoProxy,
            (config, value) => config with { NoProxy = value.List() is { Count: > 0 } hosts ? string.Join(',', hosts) : null }),
        new(RegistryMirrors, "URLs of mirrors of Docker Hub", true, config => ListOf(config.RegistryMirrors),
            (config, value) => config with { RegistryMirrors = value.List() }),
        new(InsecureRegistries, "registries without TLS, each as HOST[:PORT] or a network", true, config => ListOf(config.InsecureRegistries),
            (config, value) => config with { InsecureRegistries = value.List() }),
        new(ExtraCa, "PEM file of further authorities to trust; its text is taken over", true, config => config.ExtraCa,
            (config, value) => config with { ExtraCa = value.FileText() }),
        new(HostAccess, "whether containers reach this host's loopback, as 10.0.2.2", true, config => config.HostAccess,
            (config, value) => config with { HostAccess = value.Flag() }),
        new(Ipv6, "whether the machine and its containers have IPv6", false, config => config.Ipv6,
            (config, value) => config with { Ipv6 = value.Flag() }),
    ];

    public static ConfigKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    private static JsonArray ListOf(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}
