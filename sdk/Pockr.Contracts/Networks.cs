using System.Text.Json.Serialization;

namespace Pockr.Contracts;

/// <summary>A network as <c>GET /v1/networks</c> lists it.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Such as <c>bridge</c>.</param>
/// <param name="Scope"><c>local</c> in a machine of its own.</param>
/// <param name="Internal">Whether it leads nowhere but to its own containers.</param>
/// <param name="CreatedAt">Time of creation.</param>
/// <param name="Labels">Names and values.</param>
public sealed record NetworkSummary(
    string Id,
    string Name,
    string Driver,
    string Scope,
    bool Internal,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Labels);

/// <summary>A network as <c>GET /v1/networks/{id}</c> shows it.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Such as <c>bridge</c>.</param>
/// <param name="Scope"><c>local</c> in a machine of its own.</param>
/// <param name="Internal">Whether it leads nowhere but to its own containers.</param>
/// <param name="CreatedAt">Time of creation.</param>
/// <param name="Labels">Names and values.</param>
/// <param name="Options">The driver's options.</param>
/// <param name="Subnets">Its ranges of addresses.</param>
/// <param name="Containers">Running containers in it.</param>
public sealed record NetworkDetails(
    string Id,
    string Name,
    string Driver,
    string Scope,
    bool Internal,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Options,
    IReadOnlyList<NetworkSubnet> Subnets,
    IReadOnlyList<NetworkContainer> Containers);

/// <summary>A range of addresses of a network.</summary>
/// <param name="Subnet">In CIDR notation, such as <c>172.30.0.0/24</c>.</param>
/// <param name="Gateway">Address of the machine in it.</param>
public sealed record NetworkSubnet(string Subnet, string? Gateway);

/// <summary>A container in a network.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Name without a leading slash.</param>
/// <param name="MacAddress">Six bytes in hexadecimal digits.</param>
/// <param name="IPv4Address">With the length of the prefix; absent if it has none.</param>
/// <param name="IPv6Address">With the length of the prefix; absent if it has none.</param>
public sealed record NetworkContainer(
    string Id,
    string Name,
    string? MacAddress,
    [property: JsonPropertyName("ipv4Address")] string? IPv4Address,
    [property: JsonPropertyName("ipv6Address")] string? IPv6Address);

/// <summary>Body of <c>POST /v1/networks</c>.</summary>
/// <param name="Name">Letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, at least two.</param>
/// <param name="Driver"><c>bridge</c>, <c>macvlan</c> or <c>ipvlan</c>; the latter two have to be internal.</param>
/// <param name="Internal">Whether it leads nowhere but to its own containers.</param>
/// <param name="Labels">Names and values.</param>
/// <param name="Subnet">Range of addresses in CIDR notation; dockerd chooses one if absent.</param>
/// <param name="Gateway">Address of the machine in the subnet; needs the subnet.</param>
/// <param name="Options">The driver's options, such as <c>com.docker.network.bridge.name</c>.</param>
public sealed record CreateNetworkRequest(
    string Name,
    string Driver = "bridge",
    bool Internal = false,
    IReadOnlyDictionary<string, string>? Labels = null,
    string? Subnet = null,
    string? Gateway = null,
    IReadOnlyDictionary<string, string>? Options = null);

/// <summary>Answer of <c>POST /v1/networks</c>.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Warning">What dockerd has to say about it; absent if nothing.</param>
public sealed record NetworkCreated(string Id, string? Warning = null);

/// <summary>Answer of <c>POST /v1/networks/prune</c>.</summary>
/// <param name="Removed">Names of the networks that were removed.</param>
public sealed record NetworksRemoved(IReadOnlyList<string> Removed);

/// <summary>Body of <c>POST /v1/networks/{id}/connect</c>.</summary>
/// <param name="Container">Id or name of the container.</param>
/// <param name="Aliases">Further names the others in the network find it by.</param>
/// <param name="IPv4Address">Address it is to have; needs a network with a subnet that was chosen.</param>
public sealed record ConnectNetworkRequest(
    string Container,
    IReadOnlyList<string>? Aliases = null,
    [property: JsonPropertyName("ipv4Address")] string? IPv4Address = null);

/// <summary>Body of <c>POST /v1/networks/{id}/disconnect</c>.</summary>
/// <param name="Container">Id or name of the container.</param>
/// <param name="Force">Whether also a container that is gone is taken out.</param>
public sealed record DisconnectNetworkRequest(string Container, bool Force = false);
