using System.Globalization;
using Pockr.Contracts;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Settings;

/// <summary>The chain that decides what containers may reach of the host's loopback; /etc/pockr/firewall leads there.</summary>
internal sealed class HostFirewall(AgentOptions options)
{
    private const string Closed = "-A POCKR-HOST -j REJECT --reject-with icmp-port-unreachable\n";

    private readonly string _kept = SettingsStore.PathIn(options, "firewall");

    /// <summary>Puts the rules in place, for this boot and the next ones.</summary>
    public async Task WriteAsync(SystemSettings settings, CancellationToken cancellationToken)
    {
        var rules = Render(settings.HostAccess);
        DurableFile.Ensure(_kept, settings.HostAccess is null ? null : rules);
        await Firewall.WriteAsync(options, rules, cancellationToken);
    }

    // What is not refused goes on where the chain was entered, and is allowed there.
    private static string Render(HostAccess? access)
    {
        var rules = access is null ? Closed : string.Concat((access.ClosedPorts ?? []).Select(Refusal));
        return $"*filter\n:POCKR-HOST - [0:0]\n{rules}COMMIT\n";
    }

    private static string Refusal(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"-A POCKR-HOST -p tcp --dport {port} -j REJECT --reject-with tcp-reset\n");
}
