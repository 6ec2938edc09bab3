using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>Options of commands that print a list.</summary>
internal sealed class ListOptions
{
    private const string AsJson = "json";

    private readonly Option<bool> _json = CommonOptions.Json();

    private readonly Option<string> _format = CommonOptions.Text(
        "--format", "TEMPLATE", "Print only this of each: '{{.Name}} {{.Id}}', with the names that --json prints; 'json' is --json.");

    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_format);
    }

    public ListFormat In(ParseResult parsed) => (parsed.GetValue(_json), parsed.GetValue(_format)) switch
    {
        (false, null) => new ListFormat(),
        (true, { } text) when text != AsJson => throw Failures.Usage("There are --json and --format.", "Give one of them."),
        (true, _) or (_, AsJson) => new ListFormat(IsJson: true),
        (_, { } text) => new ListFormat(Template: JsonTemplate.Parse(text)),
    };
}
