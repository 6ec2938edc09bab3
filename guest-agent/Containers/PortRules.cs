using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>What ports to publish have to be like.</summary>
internal static class PortRules
{
    public const string NeedNetwork = "cannot be published on the networks 'host' and 'none'";

    private const int HighestPort = 65535;

    // dockerd has a process of its own for each.
    private const int MostPorts = 1000;

    private const string Remedy =
        "Use host ports 0 to 65535, container ports 1 to 65535, and 'tcp' or 'udp'; a range ends within 65535 and not before it begins.";

    public static bool CanPublish(string? network) =>
        network is not ("host" or "none") && network?.StartsWith(NetworkRules.OfContainer, StringComparison.Ordinal) != true;

    public static bool IsPort(int port, int lowest) => port >= lowest && port <= HighestPort;

    /// <summary>The single ports of those that are ranges.</summary>
    public static IEnumerable<PortMapping> Expand(IEnumerable<PortMapping> ports)
    {
        return ports.SelectMany(port => Enumerable.Range(0, Count(port)).Select(offset => new PortMapping(
            port.HostPort == 0 ? 0 : port.HostPort + offset, port.ContainerPort + offset, port.Protocol)));
    }

    public static IEnumerable<Finding> Find(IReadOnlyList<PortMapping> ports, string? network)
    {
        if (ports.Count > 0 && !CanPublish(network))
        {
            yield return new($"Ports cannot be published on the network '{network}'.", "Leave 'network' out, or take 'ports' out.");
        }

        foreach (var port in ports.Where(port => !IsMapping(port)))
        {
            yield return new($"{port.HostPort}:{Inside(port)}/{port.Protocol} is not a port mapping.", Remedy);
        }

        if (ports.Where(IsMapping).Sum(port => (long)Count(port)) is > MostPorts and var count)
        {
            yield return new($"{count} ports are to be published.", $"Publish at most {MostPorts}; the network 'host' has them all without that.");
        }
    }

    private static bool IsMapping(PortMapping port)
    {
        return IsPort(port.HostPort, 0)
            && IsPort(port.ContainerPort, 1)
            && IsPort(port.LastContainerPort ?? port.ContainerPort, port.ContainerPort)
            && IsPort(port.HostPort + Count(port) - 1, 0)
            && port.Protocol is ("tcp" or "udp");
    }

    private static int Count(PortMapping port) => (port.LastContainerPort ?? port.ContainerPort) - port.ContainerPort + 1;

    private static string Inside(PortMapping port) =>
        port.LastContainerPort is { } last ? $"{port.ContainerPort}-{last}" : $"{port.ContainerPort}";
}
