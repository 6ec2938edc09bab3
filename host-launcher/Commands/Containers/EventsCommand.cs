using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr events</c></summary>
internal sealed class EventsCommand : MachineCommand
{
    private const string Type = "type";
    private const string Container = "container";
    private const string EventName = "event";

    private readonly Option<string> _since = CommonOptions.Text("--since", "TIME", "Begin with what happened then: 10m (ago), 2026-01-31T12:00:00Z (default: now).");
    private readonly Option<string> _until = CommonOptions.Text("--until", "TIME", "End there (default: with Ctrl-C).");
    private readonly Option<string[]> _filter = CommonOptions.Several("--filter", "KIND=VALUE", "Only events of this type, of this name (event=die), or about this container.", "-f");
    private readonly Option<bool> _json = CommonOptions.Flag("--json", "Print each event as JSON on a line.");

    public EventsCommand(CommandPlace place)
        : base(place, "events", "Print what happens in the machine's Docker, as it happens.")
    {
        foreach (var option in (Option[])[_since, _until, _filter, _json])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (filters, now) = (ContainerFilters.Parse(parsed.GetValue(_filter) ?? [], [Type, EventName, Container]), DateTimeOffset.UtcNow);
        var since = Moment.Parse(_since.Name, parsed.GetValue(_since), now);
        var until = Moment.Parse(_until.Name, parsed.GetValue(_until), now);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var options = new EventOptions
        {
            Types = ValuesOf(filters, Type), Actions = ValuesOf(filters, EventName), Containers = ValuesOf(filters, Container), Since = since, Until = until,
        };
        using var events = await machine.Client.Events.OpenAsync(options, cancellationToken);
        await foreach (var happened in events.ReadAsync(cancellationToken))
        {
            Terminal.WriteResult(parsed.GetValue(_json) ? JsonSerializer.Serialize(happened, ContractsJson.Default.DockerEvent) : Describe(happened));
        }

        return ExitCodes.Success;
    }

    private static List<string> ValuesOf(IReadOnlyList<(string Kind, string Value)> filters, string kind) =>
        [.. filters.Where(filter => filter.Kind == kind).Select(filter => filter.Value)];

    // As the docker command writes them.
    private static string Describe(DockerEvent happened)
    {
        var time = happened.Time.ToLocalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
        var attributes = string.Join(", ", happened.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return $"{time} {happened.Type} {happened.Action} {happened.Id}{(attributes.Length > 0 ? $" ({attributes})" : "")}";
    }
}
