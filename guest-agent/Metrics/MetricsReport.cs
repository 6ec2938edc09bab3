using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Metrics;

/// <summary>All figures. Those of dockerd are left out while it does not answer; the others are most wanted just then.</summary>
internal sealed class MetricsReport(DockerEngine engine, AgentProcess agent, RequestCounts requests, AgentOptions options)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly string[] s_states = ["created", "running", "paused", "restarting", "removing", "exited", "dead"];

    public async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        var text = new MetricsText();
        AddAgent(text);
        AddMachine(text);
        var containers = await ListAsync(cancellationToken);
        text.Gauge("pockr_engine_up", "Whether dockerd answers.", containers is null ? 0 : 1);
        if (containers is not null)
        {
            AddContainers(text, containers);
        }

        return text.ToString();
    }

    private void AddAgent(MetricsText text)
    {
        text.Start("pockr_agent_info", "gauge", "The agent's version.").Sample("pockr_agent_info", [("version", AgentProcess.Version)], 1);
        text.Gauge("pockr_agent_uptime_seconds", "Time since the agent was started.", Math.Round(agent.Uptime.TotalSeconds, 3));
        text.Start("pockr_agent_requests_total", "counter", "Requests answered, by class of status.");
        foreach (var (statusClass, count) in requests.Read())
        {
            text.Sample("pockr_agent_requests_total", [("status", statusClass)], count);
        }
    }

    private static void AddMachine(MetricsText text)
    {
        var (memory, available) = MachineMemory.Read();
        var (disk, free) = MachineDisk.Read();
        text.Gauge("pockr_machine_uptime_seconds", "Time since the machine was started.", Environment.TickCount64 / 1000.0);
        text.Gauge("pockr_machine_memory_total_bytes", "Memory of the machine.", memory);
        text.Gauge("pockr_machine_memory_available_bytes", "Memory that can be had without swapping.", available);
        text.Gauge("pockr_machine_disk_total_bytes", "Size of the machine's disk.", disk);
        text.Gauge("pockr_machine_disk_free_bytes", "What is free of the machine's disk.", free);
    }

    private void AddContainers(MetricsText text, IReadOnlyList<ContainerListEntry> containers)
    {
        text.Start("pockr_containers", "gauge", "Containers, by state.");
        foreach (var state in s_states)
        {
            text.Sample("pockr_containers", [("state", state)], containers.Count(container => container.State == state));
        }

        var running = containers.Where(container => container.State is "running" or "paused")
            .Select(container => (Labels: Labels(container), Group: new ControlGroup(options.ControlGroups, container.Id)))
            .ToList();
        text.Start("pockr_container_cpu_seconds_total", "counter", "Processor time of a container.");
        foreach (var (labels, group) in running)
        {
            Add(text, "pockr_container_cpu_seconds_total", labels, group.CpuSeconds);
        }

        text.Start("pockr_container_memory_bytes", "gauge", "Memory of a container without page cache that can be given back.");
        foreach (var (labels, group) in running)
        {
            Add(text, "pockr_container_memory_bytes", labels, group.MemoryBytes);
        }
    }

    private static void Add(MetricsText text, string name, (string Name, string Value)[] labels, double? value)
    {
        if (value is { } known)
        {
            text.Sample(name, labels, known);
        }
    }

    private static (string Name, string Value)[] Labels(ContainerListEntry container) =>
        [("id", container.Id), ("name", Containers.ContainerEntries.NameOf(container))];

    private async Task<IReadOnlyList<ContainerListEntry>?> ListAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await engine.Containers.ListAsync(all: true, filters: null, limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
