using System.Text.Json.Serialization;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>A port that a running container publishes, as it is on this host.</summary>
/// <param name="Container">Name of the container.</param>
/// <param name="ContainerPort">Port in the container.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="HostAddress">Address of this host.</param>
/// <param name="HostPort">Port of this host.</param>
/// <param name="Open">Whether it leads to the container.</param>
/// <param name="FreePort">If not: a port that is free.</param>
internal sealed record ForwardedPort(
    string Container, int ContainerPort, string Protocol, string HostAddress, int HostPort, bool Open = true, int? FreePort = null)
{
    [JsonIgnore]
    public ForwardRule Rule => new(Protocol, HostAddress, HostPort, HostPort, ForwardRule.GuestLoopback);

    /// <summary>What is to be said of one that is not open.</summary>
    [JsonIgnore]
    public string Conflict =>
        $"port {HostPort}/{Protocol} of this host ({HostAddress}) is in use by another program, so port {ContainerPort} of '{Container}' is not reachable there. Port {FreePort} is free.";
}
