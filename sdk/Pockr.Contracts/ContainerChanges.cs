namespace Pockr.Contracts;

/// <summary>
/// Body of <c>PATCH /v1/containers/{id}</c>: limits to change at once, also while it runs; what is absent stays as it is. Units are
/// those of <see cref="CreateContainerRequest"/>.
/// </summary>
/// <param name="MemoryBytes">Memory, in bytes; where it goes above the limit of memory and swap, that has to be given as well.</param>
/// <param name="MemorySwapBytes">Memory and swap together, in bytes; -1 for no limit.</param>
/// <param name="Cpus">CPU time, in CPUs.</param>
/// <param name="CpuShares">Weight where CPU time is short.</param>
/// <param name="PidsLimit">Processes and threads; -1 for no limit.</param>
/// <param name="RestartPolicy">When it is started again.</param>
public sealed record UpdateContainerRequest(
    long? MemoryBytes = null,
    long? MemorySwapBytes = null,
    double? Cpus = null,
    long? CpuShares = null,
    long? PidsLimit = null,
    RestartPolicy? RestartPolicy = null);

/// <summary>Answer of <c>PATCH /v1/containers/{id}</c>.</summary>
/// <param name="Warnings">What Docker has to say about the request.</param>
public sealed record ContainerUpdated(IReadOnlyList<string> Warnings);

/// <summary>Body of <c>POST /v1/containers/{id}/rename</c>.</summary>
/// <param name="Name">The new name, <c>[a-zA-Z0-9][a-zA-Z0-9_.-]+</c>.</param>
public sealed record RenameContainerRequest(string Name);

/// <summary>Answer of <c>POST /v1/containers/{id}/wait</c>.</summary>
/// <param name="ExitCode">Exit code of the container's command.</param>
public sealed record ContainerExited(int ExitCode);

/// <summary>Answer of <c>POST /v1/containers/prune</c>.</summary>
/// <param name="Removed">Ids of the containers that are gone.</param>
/// <param name="ReclaimedBytes">Bytes of the disk that are free now.</param>
public sealed record ContainersPruned(IReadOnlyList<string> Removed, long ReclaimedBytes);

/// <summary>An entry of <c>GET /v1/containers/{id}/top</c>.</summary>
/// <param name="Pid">The process in the machine's own numbering.</param>
/// <param name="ParentPid">The process that started it, in the same numbering.</param>
/// <param name="User">Name or number of its user, as the machine knows it.</param>
/// <param name="Command">Command line.</param>
public sealed record ContainerProcess(int Pid, int ParentPid, string User, string Command);

/// <summary>An entry of <c>GET /v1/containers/{id}/changes</c>: what is different from the image.</summary>
/// <param name="Path">Absolute path in the container.</param>
/// <param name="Kind"><c>added</c>, <c>modified</c> or <c>deleted</c>.</param>
public sealed record ContainerChange(string Path, string Kind);
