using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>The network a container is to be in, and the names in it.</summary>
internal static partial class NetworkRules
{
    /// <summary>Beginning of a network that is another container's.</summary>
    public const string OfContainer = "container:";

    private const int LongestHostname = 63;

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        if (request.Network is { } network && !IsNetwork(network))
        {
            yield return new($"'{network}' cannot be a network.", "Name a network, 'bridge', 'host', 'none', or 'container:' and a container.");
        }

        if (request.Hostname is { } hostname && !IsHostname(hostname))
        {
            yield return new($"'{hostname}' is not a host name.", "Use letters, digits, '-' and '.', at most 63, beginning and ending with a letter or a digit.");
        }

        foreach (var address in (request.Dns ?? []).Where(address => !IsAddress(address)))
        {
            yield return new($"'{address}' in dns is not an address.", "Give IPv4 or IPv6 addresses.");
        }

        foreach (var host in (request.ExtraHosts ?? []).Where(host => !IsExtraHost(host)))
        {
            yield return new($"'{host}' in extraHosts is not name:address.", "Give each as 'name:address'; the address may be 'host-gateway'.");
        }
    }

    private static bool IsNetwork(string network)
    {
        return ContainerNames.CanExist(
            network.StartsWith(OfContainer, StringComparison.Ordinal) ? network[OfContainer.Length..] : network);
    }

    private static bool IsHostname(string text) => text.Length <= LongestHostname && Hostname().IsMatch(text);

    private static bool IsExtraHost(string text)
    {
        var parts = text.Split(':', 2);
        return parts.Length == 2 && HostsName().IsMatch(parts[0]) && (parts[1] == "host-gateway" || IsAddress(parts[1]));
    }

    // The parser also takes '1' and '0x7f.1' for IPv4 addresses.
    private static bool IsAddress(string text)
    {
        return IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Hostname();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9_.-]*\z")]
    private static partial Regex HostsName();
}
