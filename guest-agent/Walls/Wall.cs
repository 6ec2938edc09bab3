using System.Text.RegularExpressions;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Walls;

/// <summary>
/// The chain that decides what networks behind the wall lead to. /etc/pockr/firewall sends there all that comes from a bridge whose name begins
/// as theirs do, and lets nothing through but what this chain returns.
/// </summary>
internal sealed partial class Wall(AgentOptions options)
{
    /// <summary>Beginning of a network's name, which is its bridge's as well.</summary>
    public const string Prefix = "walled-";

    /// <summary>Label of a network; its value is where it leads to, in addresses.</summary>
    public const string Label = "pockr.allowed-hosts";

    public static bool IsAround(NetworkDetails network) => network.Labels?.ContainsKey(Label) == true && NetworkName().IsMatch(network.Name);

    /// <summary>Puts the rules of all networks in place, and of no others.</summary>
    public Task WriteAsync(IEnumerable<NetworkDetails> networks, CancellationToken cancellationToken)
    {
        var rules = networks.SelectMany(Rules).Append($"-j {Firewall.Mark}");
        return Firewall.WriteAsync(
            options, $"*mangle\n:POCKR-WALLED - [0:0]\n{string.Concat(rules.Select(rule => $"-A POCKR-WALLED {rule}\n"))}COMMIT\n", cancellationToken);
    }

    // A container can send with any address; with another's it must not pass for a part of that one's connection.
    private static IEnumerable<string> Rules(NetworkDetails network)
    {
        foreach (var subnet in (network.Addresses?.Config ?? []).Select(range => range.Subnet))
        {
            var from = $"-i {network.Name} -s {subnet}";
            yield return $"{from} -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j RETURN"; // by a published port
            foreach (var host in AllowedBy(network))
            {
                yield return $"{from} -d {host.Host} -p tcp --dport {host.FirstPort}:{host.LastPort} -j RETURN";
            }
        }
    }

    // Docker's clients can make labels of any value.
    private static IEnumerable<AllowedHost> AllowedBy(NetworkDetails network) =>
        network.Labels![Label].Split(' ').Select(AllowedHost.TryParse).OfType<AllowedHost>().Where(host => !host.IsName);

    [GeneratedRegex(@"\Awalled-[0-9a-f]{8}\z")]
    private static partial Regex NetworkName();
}
