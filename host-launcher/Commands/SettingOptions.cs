using System.CommandLine;
using Pockr.Machines;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Commands;

/// <summary>The settings of <c>pockr config</c> that <c>pockr up</c> takes too: those a first start may need. They are kept.</summary>
internal sealed class SettingOptions
{
    private readonly (Option<string[]> Option, string[] Keys)[] _options =
    [
        (Setting("--cpus", "N", $"Processors of the machine (default: {MachineConfig.DefaultCpus})."), [ConfigKeys.Cpus]),
        (Setting("--memory", "SIZE", $"Memory of the machine in MiB, or as 512m or 2g (default: {MachineConfig.DefaultMemoryMiB})."), [ConfigKeys.Memory]),
        (Setting("--port", "PORT", "Port of this host that leads to the agent (default: 7080, or a free one)."), [ConfigKeys.Port]),
        (Setting("--accel", "NAME", $"How the processor is run: {string.Join(", ", MachineConfig.Accelerators)} (default: auto, the fastest that works)."), [ConfigKeys.Accel]),
        (Setting("--bind", "ADDRESS", "Address of this host on which published ports are opened besides 127.0.0.1: others on the network can reach them there."), [ConfigKeys.Bind]),
        (Setting("--idle-pause", "MINUTES", "Stop the machine's processors when it has had nothing to do for so long, until somebody connects (default: 0, never)."), [ConfigKeys.IdlePause]),
        (Setting("--mount", "DIR[:GUESTPATH][:ro]", "Directory of this host to have in the machine, at the same path if GUESTPATH is left out."), [ConfigKeys.Mounts]),
        (Setting("--dns", "ADDRESS", "Name server (default: this host's)."), [ConfigKeys.Dns]),
        (Setting("--proxy", "URL", "Proxy to pull images by, for http and https."), [ConfigKeys.HttpProxy, ConfigKeys.HttpsProxy]),
        (Setting("--registry-mirror", "URL", "Mirror of Docker Hub."), [ConfigKeys.RegistryMirrors]),
        (Setting("--insecure-registry", "HOST[:PORT]", "Registry without TLS."), [ConfigKeys.InsecureRegistries]),
        (Setting("--extra-ca", "FILE", "PEM file of further authorities to trust."), [ConfigKeys.ExtraCa]),
    ];

    private readonly (Option<bool> Option, string Key)[] _flags =
    [
        (new("--host-access") { Description = "Let containers reach this host's loopback, as 10.0.2.2." }, ConfigKeys.HostAccess),
        (new("--ipv6") { Description = "Give the machine and its containers IPv6." }, ConfigKeys.Ipv6),
    ];

    public IEnumerable<Option> All => [.. _options.Select(option => option.Option), .. _flags.Select(flag => flag.Option)];

    public IReadOnlyList<ConfigChange> ChangesIn(ParseResult parsed) =>
    [
        .. from option in _options
           let values = parsed.GetValue(option.Option)
           where values is { Length: > 0 }
           from key in option.Keys
           select ConfigChange.Of(key, values),
        .. _flags.Where(flag => parsed.GetValue(flag.Option)).Select(flag => ConfigChange.Of(flag.Key, ["true"])),
    ];

    // As often as it is given: what has one value refuses a second as any other value that cannot be.
    private static Option<string[]> Setting(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
