namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /containers/{id}/json</c>, as far as it is used.</summary>
public sealed record ContainerDetails(
    string Id, string Name, ContainerState State, ContainerDetails.ConfigPart Config, ContainerDetails.HostPart HostConfig)
{
    public sealed record ConfigPart(bool Tty, string Image);

    public sealed record HostPart(bool AutoRemove);
}

/// <param name="Status">State in one word.</param>
/// <param name="Running">Whether its first process runs.</param>
/// <param name="Pid">That process in the machine's own numbering; 0 if it does not run.</param>
/// <param name="ExitCode">Exit code of the last run.</param>
/// <param name="Error">Why the last start failed; empty if it did not.</param>
public sealed record ContainerState(string Status, bool Running, int Pid, int ExitCode, string? Error);
