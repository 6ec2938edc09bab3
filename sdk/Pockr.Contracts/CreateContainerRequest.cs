namespace Pockr.Contracts;

/// <summary>Body of <c>POST /v1/containers</c>.</summary>
/// <param name="Image">Image to make it from; it has to be in the machine already.</param>
/// <param name="Name">Name, <c>[a-zA-Z0-9][a-zA-Z0-9_.-]+</c>; Docker makes one up if it is absent.</param>
/// <param name="Cmd">Command and arguments; the image's own if absent.</param>
/// <param name="Env">Environment, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the command starts in, an absolute path; the image's own if absent.</param>
/// <param name="User">User the command runs as; the image's own if absent.</param>
/// <param name="Ports">Ports to publish, 1000 at most; they need a network other than <c>host</c>, <c>none</c> and <c>container:NAME</c>.</param>
/// <param name="Network">Docker network, or <c>container:NAME</c> for that container's; <c>bridge</c> if absent.</param>
/// <param name="AutoRemove">Whether the container goes when its command ends.</param>
/// <param name="Entrypoint">What is put before <paramref name="Cmd"/>; the image's own if absent.</param>
/// <param name="Labels">Labels; an empty value is one.</param>
/// <param name="Mounts">Directories, volumes and memory file systems to mount.</param>
/// <param name="Tmpfs">Memory file systems, absolute path and options such as <c>size=64m,noexec</c>; empty for none of the options.</param>
/// <param name="Dns">Addresses of name servers; the machine's own if absent.</param>
/// <param name="ExtraHosts">Lines of the hosts file, each as <c>name:address</c>; <c>host-gateway</c> is the machine's address.</param>
/// <param name="Devices">Devices of the machine to give it.</param>
/// <param name="MemoryBytes">Limit of its memory, in bytes, 6 MiB or more.</param>
/// <param name="MemorySwapBytes">Limit of memory and swap together, in bytes, at least <paramref name="MemoryBytes"/>; -1 for no limit.</param>
/// <param name="Cpus">Limit of its CPU time, in CPUs, such as 0.5.</param>
/// <param name="CpuShares">Weight where CPU time is short, 2 to 262144; Docker's usual one is 1024.</param>
/// <param name="PidsLimit">Limit of its processes and threads; -1 for no limit.</param>
/// <param name="Ulimits">Limits of each of its processes.</param>
/// <param name="ReadOnlyRoot">Whether its root file system cannot be written.</param>
/// <param name="Init">Whether a small first process passes signals on and reaps the dead.</param>
/// <param name="Privileged">Whether it has every capability and every device of the machine.</param>
/// <param name="CapAdd">Capabilities to give it, such as <c>NET_ADMIN</c>, or <c>ALL</c>.</param>
/// <param name="CapDrop">Capabilities to take from it, or <c>ALL</c>.</param>
/// <param name="SecurityOptions">
/// <c>no-new-privileges</c>, <c>seccomp=unconfined</c>, <c>seccomp=</c> and a profile as JSON text, <c>apparmor=NAME</c>, <c>label=…</c>.
/// </param>
/// <param name="RestartPolicy">When it is started again; never if absent.</param>
/// <param name="HealthCheck">How Docker looks whether it is well; the image's own if absent.</param>
/// <param name="StopSignal">Signal a stop sends, such as <c>SIGINT</c>; the image's own or <c>SIGTERM</c> if absent.</param>
/// <param name="StopTimeoutSeconds">Seconds between that signal and SIGKILL, 0 to 3600; 10 if absent.</param>
/// <param name="OpenStdin">Whether its standard input is kept open.</param>
/// <param name="Tty">Whether it has a terminal; its output is then one stream.</param>
/// <param name="Hostname">Its host name; the beginning of its id if absent.</param>
/// <param name="Volatile">Whether each start of the API after the first begins with the image's files again; what volumes hold stays.</param>
/// <param name="StdinOnce">Whether an open standard input ends for good when the first client that is attached to it ends it or leaves.</param>
/// <param name="System">
/// Whether it boots the image's own init (<paramref name="Cmd"/>, or <c>/sbin/init</c>) as a system does: with control groups of its own, <c>/run</c>
/// and <c>/tmp</c> in memory, a console (see <paramref name="Tty"/>), and the signal by which that init brings a system down as its
/// <paramref name="StopSignal"/>, 30 seconds before SIGKILL, where the request has none.
/// </param>
/// <param name="LogDriver">
/// How its output is kept: <c>json-file</c>, <c>local</c>, or <c>none</c>, with which there are no logs; as dockerd is set if absent.
/// </param>
/// <param name="LogOptions">Options of that, such as <c>max-size</c>.</param>
/// <param name="BootPriority">
/// Its place, 0 to 9999, among those that the agent starts whenever the machine boots: the lowest first, each when the one before it runs. It is not
/// started then if absent, but for what <paramref name="RestartPolicy"/> says.
/// </param>
/// <param name="AllowedHosts">
/// All that it reaches, each as <c>HOST</c>, <c>HOST:PORT</c> or <c>HOST:FIRST-LAST</c>: a name, an IPv4 address or a range such as
/// <c>192.0.2.0/24</c>, and TCP ports, all of them if there are none; 64 at most. It gets a network of its own, so it cannot be together with
/// <paramref name="Network"/>, <paramref name="Dns"/> and <paramref name="Privileged"/>. It reaches what its network is for if absent.
/// </param>
public sealed record CreateContainerRequest(
    string Image,
    string? Name = null,
    IReadOnlyList<string>? Cmd = null,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null,
    IReadOnlyList<PortMapping>? Ports = null,
    string? Network = null,
    bool AutoRemove = false,
    IReadOnlyList<string>? Entrypoint = null,
    IReadOnlyDictionary<string, string>? Labels = null,
    IReadOnlyList<MountRequest>? Mounts = null,
    IReadOnlyDictionary<string, string>? Tmpfs = null,
    IReadOnlyList<string>? Dns = null,
    IReadOnlyList<string>? ExtraHosts = null,
    IReadOnlyList<DeviceRequest>? Devices = null,
    long? MemoryBytes = null,
    long? MemorySwapBytes = null,
    double? Cpus = null,
    long? CpuShares = null,
    long? PidsLimit = null,
    IReadOnlyList<Ulimit>? Ulimits = null,
    bool ReadOnlyRoot = false,
    bool? Init = null,
    bool Privileged = false,
    IReadOnlyList<string>? CapAdd = null,
    IReadOnlyList<string>? CapDrop = null,
    IReadOnlyList<string>? SecurityOptions = null,
    RestartPolicy? RestartPolicy = null,
    HealthCheck? HealthCheck = null,
    string? StopSignal = null,
    int? StopTimeoutSeconds = null,
    bool OpenStdin = false,
    bool Tty = false,
    string? Hostname = null,
    bool Volatile = false,
    bool StdinOnce = false,
    bool System = false,
    string? LogDriver = null,
    IReadOnlyDictionary<string, string>? LogOptions = null,
    int? BootPriority = null,
    IReadOnlyList<string>? AllowedHosts = null);

/// <summary>A port of a container published on the machine, or a range of them.</summary>
/// <param name="HostPort">Port on the machine, 1 to 65535; 0 in a request lets Docker choose.</param>
/// <param name="ContainerPort">Port in the container, 1 to 65535.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="LastContainerPort">
/// In a request: the last port of a range that begins with <paramref name="ContainerPort"/>; the machine's ports count on from
/// <paramref name="HostPort"/>. Absent for a single port, and in every answer.
/// </param>
public sealed record PortMapping(int HostPort, int ContainerPort, string Protocol = "tcp", int? LastContainerPort = null);

/// <summary>Something to mount in a container.</summary>
/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Target">Absolute path in the container.</param>
/// <param name="Source">Absolute path in the machine, which has to be there; or the volume's name, an anonymous one if absent.</param>
/// <param name="ReadOnly">Whether the container cannot write to it.</param>
/// <param name="SizeBytes">Size of a <c>tmpfs</c>, in bytes; half of the memory if absent.</param>
public sealed record MountRequest(string Type, string Target, string? Source = null, bool ReadOnly = false, long? SizeBytes = null);

/// <summary>A device of the machine to give to a container.</summary>
/// <param name="HostPath">Absolute path in the machine.</param>
/// <param name="ContainerPath">Absolute path in the container; the same if absent.</param>
/// <param name="Permissions">Of <c>r</c>, <c>w</c> and <c>m</c> (make) those that it has.</param>
public sealed record DeviceRequest(string HostPath, string? ContainerPath = null, string Permissions = "rwm");

/// <summary>A limit of each process of a container.</summary>
/// <param name="Name">What is limited, such as <c>nofile</c>.</param>
/// <param name="Soft">The limit; -1 for none.</param>
/// <param name="Hard">How far a process may raise it; -1 for no end.</param>
public sealed record Ulimit(string Name, long Soft, long Hard);

/// <summary>When a container is started again after its command has ended.</summary>
/// <param name="Name"><c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</param>
/// <param name="MaximumRetryCount">How often at most, with <c>on-failure</c>; 0 for no end.</param>
public sealed record RestartPolicy(string Name, int MaximumRetryCount = 0);

/// <summary>How Docker looks whether a container is well. Durations are in milliseconds, a day at most; 0 is the image's or Docker's own.</summary>
/// <param name="Test"><c>CMD</c> and a command with its arguments, <c>CMD-SHELL</c> and a line for the shell, or <c>NONE</c>.</param>
/// <param name="Interval">Milliseconds between two checks.</param>
/// <param name="Timeout">Milliseconds a check may take.</param>
/// <param name="StartPeriod">Milliseconds at the beginning in which failures do not count.</param>
/// <param name="Retries">How many failures in a row make it unhealthy; 0 for Docker's own number.</param>
public sealed record HealthCheck(IReadOnlyList<string> Test, long Interval = 0, long Timeout = 0, long StartPeriod = 0, int Retries = 0);
