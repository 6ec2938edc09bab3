using System.Net;
using System.Net.Sockets;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Walls;

/// <summary>Allowed hosts as they were when they were looked up.</summary>
/// <param name="Hosts">Each by its address, or range of addresses.</param>
/// <param name="Names">Lines of the hosts file for those that were names, each as <c>name:address</c>.</param>
internal sealed record ResolvedHosts(IReadOnlyList<AllowedHost> Hosts, IReadOnlyList<string> Names)
{
    public static async Task<ResolvedHosts> LookUpAsync(IReadOnlyList<AllowedHost> hosts, CancellationToken cancellationToken)
    {
        var names = hosts.Where(host => host.IsName).Select(host => host.Host).Distinct().ToArray();
        var addresses = await Task.WhenAll(names.Select(name => LookUpAsync(name, cancellationToken)));
        var known = names.Zip(addresses).ToDictionary(entry => entry.First, entry => entry.Second);
        return new ResolvedHosts(
            [.. hosts.SelectMany(host => host.IsName ? known[host.Host].Select(address => host with { Host = address }) : [host]).Distinct()],
            [.. known.SelectMany(entry => entry.Value.Select(address => $"{entry.Key}:{address}"))]);
    }

    private static async Task<string[]> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, cancellationToken);
            return [.. addresses.Select(address => address.ToString())];
        }
        catch (SocketException failure)
        {
            throw new ProblemException(Problems.NameNotFound(name, failure.Message));
        }
    }
}
