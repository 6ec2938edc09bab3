using System.Globalization;

namespace Pockr.GuestAgent;

/// <summary>Where things are in the machine. Each can be set as <c>--Name=value</c> or in the environment as <c>POCKR_NAME</c>.</summary>
internal sealed record AgentOptions
{
    public string Urls { get; init; } = "http://0.0.0.0:7080";

    public string DockerSocket { get; init; } = "/var/run/docker.sock";

    /// <summary>The kernel's command line, which tells the token.</summary>
    public string CommandLineFile { get; init; } = "/proc/cmdline";

    /// <summary>Directory of images that come with the machine.</summary>
    public string BundledImages { get; init; } = "/usr/share/pockr/images";

    /// <summary>Directory of what the agent remembers from one boot to the next.</summary>
    public string StateDirectory { get; init; } = "/var/lib/pockr";

    /// <summary>Directory of what the agent remembers until the machine ends.</summary>
    public string RunDirectory { get; init; } = "/run/pockr";

    /// <summary>Directory of the machine's own settings: its name, its number.</summary>
    public string Settings { get; init; } = "/etc";

    /// <summary>Where the kernel lists the ports that lead to the host.</summary>
    public string VirtioPorts { get; init; } = "/sys/class/virtio-ports";

    public string Devices { get; init; } = "/dev";

    /// <summary>Directory of the pages served without a token.</summary>
    public string Pages { get; init; } = Path.Combine(AppContext.BaseDirectory, "pages");

    /// <summary>Names, beside <c>localhost</c>, under which the agent may be called; separated by commas where they are set.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Directory of the services' logs.</summary>
    public string LogDirectory { get; init; } = "/var/log";

    /// <summary>Where the kernel hands out its messages.</summary>
    public string KernelLog { get; init; } = "/dev/kmsg";

    public string ContainerdSocket { get; init; } = "/run/containerd/containerd.sock";

    /// <summary>Where the kernel shows its control groups.</summary>
    public string ControlGroups { get; init; } = "/sys/fs/cgroup";

    /// <summary>What dockerd's configuration is made of.</summary>
    public string EngineConfiguration { get; init; } = "/etc/docker/daemon.json";

    /// <summary>The configuration dockerd runs with.</summary>
    public string RunningEngineConfiguration { get; init; } = "/run/pockr/daemon.json";

    /// <summary>Where dockerd notes its process id.</summary>
    public string EngineProcessFile { get; init; } = "/run/docker.pid";

    public string ResolverFile { get; init; } = "/etc/resolv.conf";

    /// <summary>Directory of the certificates that programs trust.</summary>
    public string Certificates { get; init; } = "/etc/ssl/certs";

    /// <summary>Program that takes rules of the firewall from its standard input.</summary>
    public string FirewallProgram { get; init; } = "iptables-restore";

    /// <summary>Program that gives the machine IPv6, or takes it away.</summary>
    public string Ipv6Program { get; init; } = "/etc/pockr/ipv6";

    /// <summary>Program that mounts a directory of the host.</summary>
    public string ShareProgram { get; init; } = "/etc/pockr/share";

    /// <summary>Program that ends the machine in an orderly way.</summary>
    public string PowerOffProgram { get; init; } = "/sbin/poweroff";

    /// <summary>How long a command of <c>/exec</c> and <c>/vm/exec</c> may take.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of each of a command's streams is kept.</summary>
    public int OutputLimitBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How large an archive is taken, uploaded or downloaded.</summary>
    public long ArchiveLimitBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    public static AgentOptions From(IConfiguration configuration)
    {
        var defaults = new AgentOptions();
        return new AgentOptions
        {
            Urls = configuration[nameof(Urls)] ?? defaults.Urls,
            DockerSocket = configuration[nameof(DockerSocket)] ?? defaults.DockerSocket,
            CommandLineFile = configuration[nameof(CommandLineFile)] ?? defaults.CommandLineFile,
            BundledImages = configuration[nameof(BundledImages)] ?? defaults.BundledImages,
            StateDirectory = configuration[nameof(StateDirectory)] ?? defaults.StateDirectory,
            RunDirectory = configuration[nameof(RunDirectory)] ?? defaults.RunDirectory,
            Settings = configuration[nameof(Settings)] ?? defaults.Settings,
            VirtioPorts = configuration[nameof(VirtioPorts)] ?? defaults.VirtioPorts,
            Devices = configuration[nameof(Devices)] ?? defaults.Devices,
            Pages = configuration[nameof(Pages)] ?? defaults.Pages,
            AllowedHosts = configuration[nameof(AllowedHosts)]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? defaults.AllowedHosts,
            LogDirectory = configuration[nameof(LogDirectory)] ?? defaults.LogDirectory,
            KernelLog = configuration[nameof(KernelLog)] ?? defaults.KernelLog,
            ContainerdSocket = configuration[nameof(ContainerdSocket)] ?? defaults.ContainerdSocket,
            ControlGroups = configuration[nameof(ControlGroups)] ?? defaults.ControlGroups,
            EngineConfiguration = configuration[nameof(EngineConfiguration)] ?? defaults.EngineConfiguration,
            RunningEngineConfiguration = configuration[nameof(RunningEngineConfiguration)] ?? defaults.RunningEngineConfiguration,
            EngineProcessFile = configuration[nameof(EngineProcessFile)] ?? defaults.EngineProcessFile,
            ResolverFile = configuration[nameof(ResolverFile)] ?? defaults.ResolverFile,
            Certificates = configuration[nameof(Certificates)] ?? defaults.Certificates,
            FirewallProgram = configuration[nameof(FirewallProgram)] ?? defaults.FirewallProgram,
            Ipv6Program = configuration[nameof(Ipv6Program)] ?? defaults.Ipv6Program,
            ShareProgram = configuration[nameof(ShareProgram)] ?? defaults.ShareProgram,
            PowerOffProgram = configuration[nameof(PowerOffProgram)] ?? defaults.PowerOffProgram,
            CommandTimeout = configuration["CommandTimeoutSeconds"] is { } seconds
                ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
                : defaults.CommandTimeout,
            OutputLimitBytes = configuration[nameof(OutputLimitBytes)] is { } bytes
                ? int.Parse(bytes, CultureInfo.InvariantCulture)
                : defaults.OutputLimitBytes,
            ArchiveLimitBytes = configuration[nameof(ArchiveLimitBytes)] is { } archive
                ? long.Parse(archive, CultureInfo.InvariantCulture)
                : defaults.ArchiveLimitBytes,
        };
    }
}
