using Pockr.Contracts;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>Keeps the host's forwarded ports the same as the ports that running containers publish. QEMU itself is the memory.</summary>
internal sealed class PortForwards(IMachineMonitor monitor, HostPorts ports)
{
    /// <summary>Adds and removes rules until they are right.</summary>
    /// <returns>Every published port, those that could not be opened among them.</returns>
    public async Task<IReadOnlyList<ForwardedPort>> SyncAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        // Before the containers: the rule of one that starts in between is not to look like one that nobody needs.
        var actual = await ReadAsync(machine, cancellationToken);
        var addresses = BindAddress.AllOf(MachineStore.FindConfig(machine.Files)?.Bind);
        var published = PublishedBy(await machine.Client.Containers.ListAsync(all: false, cancellationToken), addresses);
        var wanted = published.Select(port => port.Rule).ToHashSet();

        var refused = await ChangeAsync(machine, [.. actual.Except(wanted)], [.. wanted.Except(actual)], cancellationToken);
        return [.. published.Select(port => refused.Contains(port.Rule) ? port with { Open = false, FreePort = ports.FindFree(port.Protocol) } : port)];
    }

    /// <summary>Whether any port but the agent's is open.</summary>
    public async Task<bool> AnyAsync(OpenMachine machine, CancellationToken cancellationToken) => (await ReadAsync(machine, cancellationToken)).Count > 0;

    /// <returns>The rules that could not be added.</returns>
    private async Task<HashSet<ForwardRule>> ChangeAsync(
        OpenMachine machine, IReadOnlyList<ForwardRule> old, IReadOnlyList<ForwardRule> added, CancellationToken cancellationToken)
    {
        if (old.Count + added.Count == 0)
        {
            return [];
        }

        string[] lines =
        [
            .. old.Select(rule => $"hostfwd_remove {QemuCommandLine.NetworkId} {rule.HostSide}"),
            .. added.Select(rule => $"hostfwd_add {QemuCommandLine.NetworkId} {rule}"),
        ];
        var outputs = await monitor.ExecuteLinesAsync(machine.Files, lines, cancellationToken);

        // An addition that worked prints nothing.
        var refused = added.Zip(outputs.Skip(old.Count)).Where(pair => pair.Second.Trim().Length > 0).Select(pair => pair.First).ToHashSet();
        if (refused.Count > 0)
        {
            // Another pockr may have added the same rule between our look and our addition.
            refused.ExceptWith(await ReadAsync(machine, cancellationToken));
        }

        return refused;
    }

    /// <summary>
    /// Makes sure that ports can be published before anything is made that would have to be undone; where none of the host is named, free ones
    /// are taken.
    /// </summary>
    public async Task<IReadOnlyList<PortMapping>> ChooseAsync(
        OpenMachine machine, IReadOnlyList<PortMapping> mappings, CancellationToken cancellationToken)
    {
        if (mappings.Count == 0)
        {
            return mappings;
        }

        var ours = await ReadAsync(machine, cancellationToken);
        return [.. mappings.Select(mapping => mapping.HostPort == 0 ? WithFreePort(mapping) : EnsureAvailable(mapping, ours))];
    }

    private PortMapping WithFreePort(PortMapping mapping) =>
        mapping with { HostPort = ports.FindFree(mapping.Protocol, PublishedPort.CountOf(mapping)) };

    private PortMapping EnsureAvailable(PortMapping mapping, HashSet<ForwardRule> ours)
    {
        foreach (var port in Enumerable.Range(mapping.HostPort, PublishedPort.CountOf(mapping)))
        {
            // One of ours is another container's, and dockerd says so itself.
            if (!ours.Any(rule => rule.HostPort == port && rule.Protocol == mapping.Protocol) && !ports.IsFree(port, mapping.Protocol))
            {
                var other = WithFreePort(mapping);
                throw Failures.PortInUse(port, other.HostPort, $"-p {PublishedPort.Format(other)}");
            }
        }

        return mapping;
    }

    private static List<ForwardedPort> PublishedBy(IEnumerable<ContainerSummary> containers, IReadOnlyList<string> addresses)
    {
        return [..
            from container in containers
            where container.State == "running"
            from port in container.Ports
            where port.HostPort > 0 && port.Protocol is ("tcp" or "udp")
            from address in addresses
            select new ForwardedPort(container.Name, port.ContainerPort, port.Protocol, address, port.HostPort)];
    }

    /// <summary>The rules there are, but for the one that leads to the agent.</summary>
    private async Task<HashSet<ForwardRule>> ReadAsync(OpenMachine machine, CancellationToken cancellationToken)
    {
        var agent = new ForwardRule("tcp", BindAddress.Loopback, machine.Running.State.Port, QemuCommandLine.AgentGuestPort);
        var output = await monitor.ExecuteLineAsync(machine.Files, "info usernet", cancellationToken);
        return [.. UserNetwork.Parse(output).Where(rule => rule != agent)];
    }
}
