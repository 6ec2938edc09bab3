using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Settings;

/// <summary>The machine's part of QEMU's IPv6 network; /etc/pockr/firewall6 keeps containers from the host's loopback there.</summary>
internal sealed class Ipv6Network(AgentOptions options)
{
    private readonly string _kept = SettingsStore.PathIn(options, "ipv6");

    /// <summary>Gives the machine its address or takes it away, for this boot and the next ones.</summary>
    public async Task WriteAsync(SystemSettings settings, CancellationToken cancellationToken)
    {
        var wanted = settings.Ipv6 ?? false;
        if (!DurableFile.Ensure(_kept, wanted ? "on\n" : null) && !wanted)
        {
            return;
        }

        if (await MachineTool.RunAsync(options.Ipv6Program, [wanted ? "on" : "off"], "", cancellationToken) is { } failure)
        {
            throw new ProblemException(Problems.InternalError with { Detail = $"The machine's IPv6 network cannot be changed. {failure}" });
        }
    }
}
