using Pockr.Contracts;
using Pockr.GuestAgent.Containers;

namespace Pockr.GuestAgent.Walls;

/// <summary>What the hosts a container may reach have to be like, and what they cannot be together with.</summary>
internal static class AllowedHostRules
{
    private const int MostHosts = 64;

    private const string Remedy =
        "Give each as HOST, HOST:PORT or HOST:FIRST-LAST; HOST is a name, an IPv4 address, or a range such as 192.0.2.0/24, with ports 1 to 65535.";

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        if (request.AllowedHosts is not { } hosts)
        {
            return [];
        }

        return [.. FindCount(hosts.Count), .. FindHosts(hosts), .. FindBeside(request)];
    }

    private static IEnumerable<Finding> FindCount(int count)
    {
        if (count == 0)
        {
            yield return new("allowedHosts is empty.", "Leave it out, or give the container the network 'none'.");
        }

        if (count > MostHosts)
        {
            yield return new($"allowedHosts has {count} hosts.", $"Give at most {MostHosts}; a range of addresses or of ports is one.");
        }
    }

    private static IEnumerable<Finding> FindHosts(IEnumerable<string> hosts) =>
        from host in hosts where AllowedHost.TryParse(host) is null select new Finding($"'{host}' in allowedHosts is not a host.", Remedy);

    private static IEnumerable<Finding> FindBeside(CreateContainerRequest request)
    {
        if (request.Network is { } network)
        {
            yield return new($"allowedHosts is given with the network '{network}'.", "Leave network out: the container gets one of its own.");
        }

        if (request.Dns is not null)
        {
            yield return new("allowedHosts is given with dns.", "Leave dns out: such a container asks no name server, and finds the allowed names in its hosts file.");
        }

        if (request.Privileged)
        {
            yield return new("allowedHosts is given with privileged.", "Leave privileged out: who owns the machine is kept by no wall of it.");
        }
    }
}
