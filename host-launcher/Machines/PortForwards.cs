using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Qemu;

namespace Pockr.HostLauncher.Machines;

/// <summary>Keeps the host's forwarded ports the same as the ports that running containers publish. QEMU itself is the memory.</summary>
internal sealed class PortForwards(IMachineMonitor monitor, HostPorts ports)
{
    /// <summary>Adds and removes rules until they are right.</summary>
    /// <returns>What could not be done, in sentences.</returns>
    public async Task<IReadOnlyList<string>> SyncAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        var containers = await machine.Client.Containers.ListAsync(all: false, cancellationToken);
        var wanted = WantedOf(containers);
        var actual = await ReadAsync(machine, cancellationToken);

        foreach (var rule in actual.Except(wanted))
        {
            await monitor.ExecuteLineAsync(machine.Files, $"hostfwd_remove {QemuCommandLine.NetworkId} {rule.HostSide}", cancellationToken);
        }

        List<ForwardRule> refused = [];
        foreach (var rule in wanted.Except(actual))
        {
            // Prints nothing when it worked.
            var output = await monitor.ExecuteLineAsync(machine.Files, $"hostfwd_add {QemuCommandLine.NetworkId} {rule}", cancellationToken);
            if (output.Trim().Length > 0)
            {
                refused.Add(rule);
            }
        }

        return refused.Count == 0 ? [] : await ExplainAsync(machine, refused, cancellationToken);
    }

    /// <summary>Makes sure that ports can be published before anything is made that would have to be undone.</summary>
    public async Task EnsureAvailableAsync(OpenMachine machine, IReadOnlyList<PortMapping> mappings, CancellationToken cancellationToken)
    {
        if (mappings.Count == 0)
        {
            return;
        }

        var ours = await ReadAsync(machine, cancellationToken);
        foreach (var mapping in mappings)
        {
            var rule = RuleOf(mapping);
            if (!ours.Contains(rule) && !ports.IsFree(mapping.HostPort, mapping.Protocol))
            {
                var free = HostPorts.FindFree();
                throw Failures.PortInUse(mapping.HostPort, free, $"-p {free}:{mapping.ContainerPort}");
            }
        }
    }

    private static HashSet<ForwardRule> WantedOf(IEnumerable<ContainerSummary> containers)
    {
        return [.. containers
            .Where(container => container.State == "running")
            .SelectMany(container => container.Ports)
            .Where(port => port.HostPort > 0 && port.Protocol is "tcp" or "udp")
            .Select(RuleOf)];
    }

    private static ForwardRule RuleOf(PortMapping mapping) => new(mapping.Protocol, ForwardRule.Loopback, mapping.HostPort, mapping.HostPort);

    /// <summary>Our rules: on loopback, and not the one that leads to the agent.</summary>
    private async Task<HashSet<ForwardRule>> ReadAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        var agent = new ForwardRule("tcp", ForwardRule.Loopback, machine.Running.State.Port, QemuCommandLine.AgentGuestPort);
        var output = await monitor.ExecuteLineAsync(machine.Files, "info usernet", cancellationToken);
        return [.. UserNetwork.Parse(output).Where(rule => rule.HostAddress == ForwardRule.Loopback && rule != agent)];
    }

    // Another pockr may have added the same rule between our look and our addition.
    private async Task<IReadOnlyList<string>> ExplainAsync(OpenMachine machine, List<ForwardRule> refused, CancellationToken cancellationToken)
    {
        var actual = await ReadAsync(machine, cancellationToken);
        return [.. refused.Except(actual).Select(rule =>
            $"port {rule.HostPort}/{rule.Protocol} of this host is in use by another program, so the container's is not reachable there. Port {HostPorts.FindFree()} is free.")];
    }
}
