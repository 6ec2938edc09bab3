using System.Text.Json.Serialization;

namespace Pockr.EngineClient.Models;

/// <summary>Body of <c>POST /networks/create</c>.</summary>
public sealed record NetworkSpec(string Name, string Driver)
{
    public bool Internal { get; init; }

    [JsonPropertyName("IPAM")]
    public NetworkAddresses? Addresses { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>Answer of <c>POST /networks/create</c>.</summary>
public sealed record NetworkCreated(string Id, string? Warning);

/// <summary>Answer of <c>POST /networks/prune</c>.</summary>
public sealed record NetworkPruning(IReadOnlyList<string>? NetworksDeleted);

/// <summary>Body of <c>POST /networks/{id}/connect</c>.</summary>
public sealed record NetworkConnect(string Container, EndpointSpec EndpointConfig);

/// <param name="Aliases">Further names the container answers to.</param>
/// <param name="Addresses">Its address, where one is asked for.</param>
public sealed record EndpointSpec(
    IReadOnlyList<string>? Aliases, [property: JsonPropertyName("IPAMConfig")] EndpointAddresses? Addresses);

public sealed record EndpointAddresses(string IPv4Address);

/// <summary>Body of <c>POST /networks/{id}/disconnect</c>.</summary>
public sealed record NetworkDisconnect(string Container, bool Force);
