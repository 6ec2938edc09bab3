using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr stats [NAME...]</c></summary>
internal sealed class StatsCommand : MachineCommand
{
    private readonly Argument<string[]> _names = new ContainerArgument<string[]>("NAME")
    {
        Description = "Names or ids of containers (default: all that run).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _noStream = CommonOptions.Flag("--no-stream", "Measure once.");
    private readonly Option<bool> _json = CommonOptions.Json();

    public StatsCommand(CommandPlace place)
        : base(place, "stats", "Show what running containers use, once a second until Ctrl-C.")
    {
        Add(_names);
        Add(_noStream);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names) ?? [];
        var isOnce = parsed.GetValue(_noStream);
        using var machine = await OpenAsync(parsed, cancellationToken);
        foreach (var name in names)
        {
            await UnknownContainer.ExplainAsync(
                machine, name, () => machine.Client.Containers.InspectAsync(name, cancellationToken), cancellationToken);
        }

        do
        {
            // A measurement takes a second: that is the pace.
            var reports = await MeasureAsync(machine, names, cancellationToken);
            Show(reports, parsed.GetValue(_json), isRefreshed: !isOnce);
            if (reports.Length == 0 && !isOnce)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
        while (!isOnce);

        return ExitCodes.Success;
    }

    private static async Task<StatsReport[]> MeasureAsync(OpenMachine machine, string[] names, CancellationToken cancellationToken)
    {
        var containers = machine.Client.Containers;
        var running = await containers.ListAsync(all: false, cancellationToken);
        var wanted = running.Where(container => names.Length == 0 || names.Any(name => IsNamed(container, name)));
        var measured = await Task.WhenAll(wanted.Select(container => MeasureAsync(containers, container, cancellationToken)));
        return [.. measured.OfType<StatsReport>().OrderBy(report => report.Name, StringComparer.Ordinal)];
    }

    private static bool IsNamed(ContainerSummary container, string name) =>
        container.Name == name || container.Id.StartsWith(name, StringComparison.Ordinal);

    private static async Task<StatsReport?> MeasureAsync(ContainersClient containers, ContainerSummary container, CancellationToken cancellationToken)
    {
        try
        {
            return new StatsReport(container.Id, container.Name, await containers.GetStatsAsync(container.Id, cancellationToken));
        }
        catch (PockrException exception) when (exception is ResourceNotFoundException or ResourceConflictException)
        {
            return null; // it has just ended
        }
    }

    private void Show(StatsReport[] reports, bool json, bool isRefreshed)
    {
        if (json)
        {
            Terminal.WriteResult(JsonSerializer.Serialize(reports, LauncherJson.Default.StatsReportArray));
            return;
        }

        string[] header = ["NAME", "CPU", "MEMORY", "LIMIT", "MEMORY %", "NET IN", "NET OUT", "DISK READ", "DISK WRITTEN", "PIDS"];
        Terminal.WriteFrame(TextTable.Format(header, reports.Select(RowOf)), isRefreshed);
    }

    private static IReadOnlyList<string> RowOf(StatsReport report)
    {
        var stats = report.Stats;
        return
        [
            report.Name,
            Percent(stats.CpuPercent),
            BinarySize.Format(stats.MemoryBytes),
            BinarySize.Format(stats.MemoryLimitBytes),
            Percent(stats.MemoryPercent),
            BinarySize.Format(stats.NetworkReceivedBytes),
            BinarySize.Format(stats.NetworkSentBytes),
            BinarySize.Format(stats.BlockReadBytes),
            BinarySize.Format(stats.BlockWrittenBytes),
            stats.Pids.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string Percent(double number) => number.ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
