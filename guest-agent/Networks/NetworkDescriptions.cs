using Pockr.Contracts;
using Pockr.EngineClient.Models;
using NetworkDetails = Pockr.Contracts.NetworkDetails;
using NetworkSubnet = Pockr.Contracts.NetworkSubnet;

namespace Pockr.GuestAgent.Networks;

/// <summary>dockerd's words about networks as the contracts have them.</summary>
internal static class NetworkDescriptions
{
    public static NetworkSummary Summary(EngineClient.Models.NetworkDetails network) => new(
        network.Id, network.Name, network.Driver, network.Scope, network.Internal, network.Created, Pairs(network.Labels));

    public static NetworkDetails Details(EngineClient.Models.NetworkDetails network) => new(
        network.Id,
        network.Name,
        network.Driver,
        network.Scope,
        network.Internal,
        network.Created,
        Pairs(network.Labels),
        Pairs(network.Options),
        [.. (network.Addresses?.Config ?? []).Select(range => new NetworkSubnet(range.Subnet ?? "", TextOrNull(range.Gateway)))],
        [.. (network.Containers ?? new Dictionary<string, NetworkMember>()).Select(Container)]);

    private static NetworkContainer Container(KeyValuePair<string, NetworkMember> entry) => new(
        entry.Key,
        entry.Value.Name ?? "",
        TextOrNull(entry.Value.MacAddress),
        TextOrNull(entry.Value.IPv4Address),
        TextOrNull(entry.Value.IPv6Address));

    private static IReadOnlyDictionary<string, string> Pairs(IReadOnlyDictionary<string, string>? pairs) =>
        pairs ?? new Dictionary<string, string>();

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
