using System.CommandLine;
using System.Globalization;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image ls</c></summary>
internal sealed class ImageListCommand : Command
{
    private readonly ListOptions _list = new();
    private readonly ImageStore _images;
    private readonly ImageLocator _locator;
    private readonly ImageUses _uses;
    private readonly TerminalOutput _terminal;

    public ImageListCommand(ImageStore images, ImageLocator locator, ImageUses uses, TerminalOutput terminal)
        : base("ls", "List the images that are here, and who needs them.")
    {
        _images = images;
        _locator = locator;
        _uses = uses;
        _terminal = terminal;
        _list.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var format = _list.In(parsed);
        List<string> doubts = [];
        var uses = _uses.Find(doubts);
        var next = _locator.FindQuietly()?.Directory;
        ImageReport[] reports =
        [
            .. _images.All().Select(directory => ImageReport.Of(directory, installed: true, next, uses)),
            .. _locator.FindOthers().Select(directory => ImageReport.Of(directory, installed: false, next, uses)),
        ];
        doubts.ForEach(_terminal.WriteWarning);
        _terminal.WriteList(format, reports, LauncherJson.Default.ImageReportArray, ["NAME", "RELEASE", "MIB", "NEXT", "USED BY", "DIRECTORY"], reports.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(ImageReport report)
    {
        var users = string.Join(' ', report.Machines.Concat(report.Templates.Select(template => $"template:{template}")));
        return
        [
            report.Name,
            report.Damage is null ? report.Release ?? "-" : "damaged",
            (report.Bytes >> 20).ToString(CultureInfo.InvariantCulture),
            report.Next ? "yes" : "-",
            users.Length > 0 ? users : "-",
            report.Directory,
        ];
    }
}
