using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr history IMAGE</c></summary>
internal sealed class HistoryCommand : MachineCommand
{
    private const string Missing = "<missing>";
    private const int CommandWidth = 45;

    private readonly Argument<string> _image = new ContainerImageArgument<string>("IMAGE") { Description = "Image to look at." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print ids only." };
    private readonly Option<bool> _noTruncate = new("--no-trunc") { Description = "Print ids and commands whole." };
    private readonly ListOptions _list = new();

    public HistoryCommand(CommandPlace place)
        : base(place, "history", "List the steps an image of containers was made in, the newest first.")
    {
        Add(_image);
        Add(_quiet);
        Add(_noTruncate);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var (image, isWhole) = (parsed.GetRequiredValue(_image), parsed.GetValue(_noTruncate));
        using var machine = await OpenAsync(parsed, cancellationToken);
        var history = await NearestImage.AskAsync(
            machine.Client, image, () => machine.Client.Images.GetHistoryAsync(image, cancellationToken), cancellationToken);
        if (parsed.GetValue(_quiet))
        {
            history.Select(step => IdOf(step, isWhole)).ToList().ForEach(Terminal.WriteResult);
            return ExitCodes.Success;
        }

        Terminal.WriteList(
            format,
            history,
            ContractsJson.Default.IReadOnlyListImageHistoryEntry,
            ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"],
            history.Select(step => RowOf(step, isWhole)));
        return ExitCodes.Success;
    }

    private static string IdOf(ImageHistoryEntry step, bool isWhole) => step.Id is not { } id ? Missing : isWhole ? id : ShortId.Of(id);

    private static IReadOnlyList<string> RowOf(ImageHistoryEntry step, bool isWhole)
    {
        var command = string.Join(' ', step.CreatedBy.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return
        [
            IdOf(step, isWhole),
            Age.Format(step.CreatedAt, DateTimeOffset.UtcNow),
            isWhole || command.Length <= CommandWidth ? command : $"{command[..(CommandWidth - 3)]}...",
            DecimalSize.Format(step.SizeBytes),
            step.Comment ?? "",
        ];
    }
}
