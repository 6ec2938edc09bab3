using System.Globalization;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>Starts containers when the machine has booted, one after the other: dockerd's own restarts know no order.</summary>
internal sealed partial class BootOrder(DockerEngine engine, ContainerStarts starts, AgentOptions options, ILogger<BootOrder> logger)
{
    /// <summary>Label of a container that has a place in the order; its value is that.</summary>
    public const string Label = "pockr.boot-priority";

    /// <summary>The highest place, and that of a label which is no number.</summary>
    public const int Last = 9999;

    private const string Marker = "boot-order"; // gone with the machine's next boot

    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private static readonly ContainerFilters s_inOrder = new() { Labels = [Label] };

    /// <summary>Does so once for each boot, also if dockerd or the agent is started again in between.</summary>
    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        var marker = Path.Combine(options.RunDirectory, Marker);
        while (!File.Exists(marker))
        {
            try
            {
                var containers = await engine.Containers.ListAsync(all: true, s_inOrder, cancellationToken);
                foreach (var container in containers.OrderBy(PriorityOf).ThenBy(container => container.Created))
                {
                    await TryStartAsync(container, cancellationToken);
                }

                await File.WriteAllTextAsync(marker, "", cancellationToken);
            }
            catch (Exception failure) when (failure is EngineException or EngineUnavailableException or IOException)
            {
                // What runs already is left as it is.
                await Task.Delay(s_retry, cancellationToken);
            }
        }
    }

    private async Task TryStartAsync(ContainerListEntry container, CancellationToken cancellationToken)
    {
        try
        {
            await starts.StartAsync(container.Id, cancellationToken);
            LogStarted(container.Names?[0].TrimStart('/') ?? container.Id);
        }
        catch (EngineException failure)
        {
            LogNotStarted(container.Id, failure.Message);
        }
    }

    // Docker's clients can make labels of any value.
    private static int PriorityOf(ContainerListEntry container) =>
        int.TryParse(container.Labels?.GetValueOrDefault(Label), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : Last;

    [LoggerMessage(LogLevel.Information, "Started {Name}, as is its turn")]
    private partial void LogStarted(string name);

    [LoggerMessage(LogLevel.Warning, "The container {Id} was to be started, and is not: {Reason}")]
    private partial void LogNotStarted(string id, string reason);
}
