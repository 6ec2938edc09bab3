using System.CommandLine;
using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.DiskSpace;

/// <summary><c>pockr system df</c></summary>
internal sealed class DiskUsageCommand : MachineCommand
{
    private readonly Option<bool> _json = CommonOptions.Json();

    public DiskUsageCommand(CommandPlace place)
        : base(place, "df", "Tell what takes the machine's disk.") => Add(_json);

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var asJson = parsed.GetValue(_json);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var usage = await machine.Client.GetDiskUsageAsync(cancellationToken);
        Terminal.WriteList(
            new ListFormat(asJson),
            usage,
            ContractsJson.Default.DiskUsage,
            ["TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"],
            [
                RowOf("Images", usage.Images),
                RowOf("Containers", usage.Containers),
                RowOf("Local Volumes", usage.Volumes),
                RowOf("Build Cache", usage.BuildCache),
            ]);
        if (!asJson)
        {
            Terminal.WriteMessage($"The machine's disk has {DecimalSize.Format(usage.TotalBytes)}, of which {DecimalSize.Format(usage.FreeBytes)} are free.");
        }

        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(string type, DiskUsagePart part) =>
    [
        type,
        part.Count.ToString(CultureInfo.InvariantCulture),
        part.InUse.ToString(CultureInfo.InvariantCulture),
        DecimalSize.Format(part.SizeBytes),
        part.SizeBytes > 0 ? $"{DecimalSize.Format(part.ReclaimableBytes)} ({100 * part.ReclaimableBytes / part.SizeBytes}%)" : DecimalSize.Format(0),
    ];
}
