using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>A network as <c>GET /networks</c> and <c>GET /networks/{id}</c> show it; only the latter knows the containers.</summary>
public sealed record NetworkDetails
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset Created { get; init; }

    public string Scope { get; init; } = "";

    public string Driver { get; init; } = "";

    public bool Internal { get; init; }

    [JsonPropertyName("IPAM")]
    public NetworkAddresses? Addresses { get; init; }

    public IReadOnlyDictionary<string, NetworkMember>? Containers { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

public sealed record NetworkAddresses(IReadOnlyList<NetworkSubnet>? Config);

/// <param name="Subnet">In CIDR notation.</param>
/// <param name="Gateway">Address; null lets the engine choose.</param>
public sealed record NetworkSubnet(string? Subnet, string? Gateway);

/// <summary>A container's place in a network; addresses are in CIDR notation and empty where there is none.</summary>
public sealed record NetworkMember(string? Name, string? MacAddress, string? IPv4Address, string? IPv6Address);
