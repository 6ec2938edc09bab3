using System.Globalization;
using Pockr.Contracts;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Settings;

/// <summary>The chains that decide what containers may reach of the host's loopback; /etc/pockr/firewall leads there.</summary>
internal sealed class HostFirewall(AgentOptions options)
{
    private readonly string _kept = SettingsStore.PathIn(options, "firewall");

    /// <summary>Puts the rules in place, for this boot and the next ones.</summary>
    public async Task WriteAsync(SystemSettings settings, CancellationToken cancellationToken)
    {
        var rules = Render(settings.HostAccess);
        DurableFile.Ensure(_kept, settings.HostAccess is null ? null : rules);
        await Firewall.WriteAsync(options, rules, cancellationToken);
    }

    // What is not refused goes on where the chain was entered, and is allowed there. What is refused in the one table is marked for it in the other.
    private static string Render(HostAccess? access) =>
        Table("filter", access, "REJECT --reject-with icmp-port-unreachable", "REJECT --reject-with tcp-reset")
        + Table("mangle", access, Firewall.Mark, Firewall.Mark);

    private static string Table(string name, HostAccess? access, string fateOfAll, string fateOfPort)
    {
        IEnumerable<string> rules = access is null
            ? [$"-j {fateOfAll}"]
            : (access.ClosedPorts ?? []).Select(port => string.Create(CultureInfo.InvariantCulture, $"-p tcp --dport {port} -j {fateOfPort}"));
        return $"*{name}\n:POCKR-HOST - [0:0]\n{string.Concat(rules.Select(rule => $"-A POCKR-HOST {rule}\n"))}COMMIT\n";
    }
}
