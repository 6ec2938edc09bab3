using System.Globalization;
using Pockr.Contracts;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Settings;

/// <summary>The chains that decide what containers may reach of the host's loopback; /etc/pockr/firewall leads there.</summary>
internal sealed class HostFirewall(AgentOptions options)
{
    // In the one table it is refused, in the other marked for it.
    private const string Closed = """
        *filter
        :POCKR-HOST - [0:0]
        -A POCKR-HOST -j REJECT --reject-with icmp-port-unreachable
        COMMIT
        *mangle
        :POCKR-HOST - [0:0]
        -A POCKR-HOST -j MARK --set-mark 0x77616c6c
        COMMIT

        """;

    private readonly string _kept = SettingsStore.PathIn(options, "firewall");

    /// <summary>Puts the rules in place, for this boot and the next ones.</summary>
    public async Task WriteAsync(SystemSettings settings, CancellationToken cancellationToken)
    {
        var rules = Render(settings.HostAccess);
        DurableFile.Ensure(_kept, settings.HostAccess is null ? null : rules);
        await Firewall.WriteAsync(options, rules, cancellationToken);
    }

    // What is not refused goes on where the chain was entered, and is allowed there.
    private static string Render(HostAccess? access) => access is null
        ? Closed
        : Table("filter", access, "REJECT --reject-with tcp-reset") + Table("mangle", access, "MARK --set-mark 0x77616c6c");

    private static string Table(string name, HostAccess access, string fate)
    {
        var rules = (access.ClosedPorts ?? []).Select(port => string.Create(CultureInfo.InvariantCulture, $"-A POCKR-HOST -p tcp --dport {port} -j {fate}\n"));
        return $"*{name}\n:POCKR-HOST - [0:0]\n{string.Concat(rules)}COMMIT\n";
    }
}
