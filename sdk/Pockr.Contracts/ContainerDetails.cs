namespace Pockr.Contracts;

/// <summary>Answer of <c>GET /v1/containers/{id}</c>.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Name without a leading slash.</param>
/// <param name="Image">Image as it was named when the container was created.</param>
/// <param name="ImageId">Digest of the image it was made from.</param>
/// <param name="Command">Program and arguments, the entry point included.</param>
/// <param name="CreatedAt">Time of creation, UTC.</param>
/// <param name="State">Whether it runs, and how it ended.</param>
/// <param name="RestartCount">How often its restart policy has started it again.</param>
/// <param name="Env">Environment, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the command starts in; empty for the root.</param>
/// <param name="User">User the command runs as; empty for root.</param>
/// <param name="Hostname">Its host name.</param>
/// <param name="Labels">Labels, the image's included.</param>
/// <param name="Ports">Published ports; only while it runs.</param>
/// <param name="Mounts">What is mounted in it.</param>
/// <param name="Networks">The networks it is in.</param>
/// <param name="Limits">What it may use.</param>
/// <param name="RestartPolicy">When it is started again.</param>
/// <param name="AutoRemove">Whether it goes when its command ends.</param>
/// <param name="ReadOnlyRoot">Whether its root file system cannot be written.</param>
/// <param name="Privileged">Whether it has every capability and device.</param>
/// <param name="OpenStdin">Whether its standard input is kept open.</param>
/// <param name="Tty">Whether it has a terminal.</param>
public sealed record ContainerDetails(
    string Id,
    string Name,
    string Image,
    string ImageId,
    IReadOnlyList<string> Command,
    DateTimeOffset CreatedAt,
    ContainerState State,
    int RestartCount,
    IReadOnlyList<string> Env,
    string WorkDir,
    string User,
    string Hostname,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<PortMapping> Ports,
    IReadOnlyList<ContainerMount> Mounts,
    IReadOnlyList<ContainerNetwork> Networks,
    ContainerLimits Limits,
    RestartPolicy RestartPolicy,
    bool AutoRemove,
    bool ReadOnlyRoot,
    bool Privileged,
    bool OpenStdin,
    bool Tty);

/// <summary>Whether a container runs, and how it ended.</summary>
/// <param name="Status">Docker's state, as <see cref="ContainerSummary.State"/>.</param>
/// <param name="Running">Whether its first process is there; also true while it is paused.</param>
/// <param name="Pid">That process in the machine's own numbering, if it is there.</param>
/// <param name="ExitCode">Exit code of the last run, once there was one.</param>
/// <param name="OomKilled">Whether the machine ended a process of it for want of memory.</param>
/// <param name="Error">Why the last start failed, if it did.</param>
/// <param name="StartedAt">Time of the last start, UTC.</param>
/// <param name="FinishedAt">Time of the last end, UTC.</param>
/// <param name="Health">What its health check says, if it has one.</param>
public sealed record ContainerState(
    string Status,
    bool Running,
    int? Pid,
    int? ExitCode,
    bool OomKilled,
    string? Error,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    ContainerHealth? Health);

/// <summary>What a container's health check says.</summary>
/// <param name="Status"><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="FailingStreak">How many checks in a row have failed.</param>
/// <param name="LastExitCode">Exit code of the last check, once there was one.</param>
/// <param name="LastOutput">What the last check printed.</param>
public sealed record ContainerHealth(string Status, int FailingStreak, int? LastExitCode, string? LastOutput);

/// <summary>Something mounted in a container.</summary>
/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="Source">Path in the machine, or the volume's name.</param>
/// <param name="ReadOnly">Whether the container cannot write to it.</param>
public sealed record ContainerMount(string Type, string Target, string? Source, bool ReadOnly);

/// <summary>A container in a network. It has addresses only while it runs.</summary>
/// <param name="Name">Name of the network.</param>
/// <param name="IPv4Address">Its address.</param>
/// <param name="IPv6Address">Its address.</param>
/// <param name="Gateway">The network's gateway.</param>
/// <param name="MacAddress">Its hardware address.</param>
public sealed record ContainerNetwork(string Name, string? IPv4Address, string? IPv6Address, string? Gateway, string? MacAddress);

/// <summary>What a container may use; what is absent is not limited. Units are those of <see cref="CreateContainerRequest"/>.</summary>
/// <param name="MemoryBytes">Memory, in bytes.</param>
/// <param name="MemorySwapBytes">Memory and swap together, in bytes; -1 for no limit.</param>
/// <param name="Cpus">CPU time, in CPUs.</param>
/// <param name="CpuShares">Weight where CPU time is short.</param>
/// <param name="PidsLimit">Processes and threads.</param>
/// <param name="Ulimits">Limits of each process.</param>
public sealed record ContainerLimits(
    long? MemoryBytes, long? MemorySwapBytes, double? Cpus, long? CpuShares, long? PidsLimit, IReadOnlyList<Ulimit>? Ulimits);
