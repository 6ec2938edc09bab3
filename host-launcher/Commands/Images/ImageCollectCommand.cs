using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image gc</c></summary>
internal sealed class ImageCollectCommand : Command
{
    private readonly Option<bool> _all = new("--all", "-a")
    {
        Description = "Remove also the image that new machines are made of, and templates of it, if no machine uses them.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be removed." };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly ImageCleanup _cleanup;
    private readonly TerminalOutput _terminal;

    public ImageCollectCommand(ImageCleanup cleanup, TerminalOutput terminal)
        : base("gc", "Remove images and templates that no machine uses, and downloads that were cut short.")
    {
        _cleanup = cleanup;
        _terminal = terminal;
        Add(_all);
        Add(_dryRun);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (all, isDry) = (parsed.GetValue(_all), parsed.GetValue(_dryRun));
        IReadOnlyList<Removable> found;
        using (var line = new StageLine(_terminal))
        {
            found = isDry ? await _cleanup.FindAsync(all, cancellationToken) : await _cleanup.CollectAsync(all, line, cancellationToken);
        }

        var report = new CollectReport(isDry, found.Sum(removable => removable.Bytes), found);
        if (parsed.GetValue(_json))
        {
            _terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.CollectReport));
            return ExitCodes.Success;
        }

        foreach (var line in TextTable.Format(["KIND", "NAME", "BYTES"], found.Select(RowOf)))
        {
            _terminal.WriteResult(line);
        }

        _terminal.WriteResult($"{report.Bytes} bytes {(isDry ? "would be freed" : "freed")}.");
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(Removable removable) =>
        [removable.Kind, removable.Name, removable.Bytes.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>What <c>image gc --json</c> prints: contract, members are added and never renamed.</summary>
internal sealed record CollectReport(bool DryRun, long Bytes, IReadOnlyList<Removable> Removed);
