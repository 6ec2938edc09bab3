using System.CommandLine;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr ps</c></summary>
internal sealed class PsCommand : MachineCommand
{
    private const int ShortIdLength = 12;
    private const string Id = "id";
    private const string Status = "status";

    // Of SIGKILL, which is how the kernel ends what is too large; dockerd's text does not tell that apart.
    private const string Killed = "Exited (137)";

    private readonly Option<bool> _all = CommonOptions.Flag("--all", "List those that do not run as well.", "-a");
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print ids only.", "-q");
    private readonly Option<bool> _noTrunc = CommonOptions.Flag("--no-trunc", "Print ids in full.");
    private readonly Option<string[]> _filter = CommonOptions.Several("--filter", "KIND=VALUE", "Only those of this id, name, status, label or ancestor (an image).", "-f");
    private readonly ListOptions _list = new();

    public PsCommand(CommandPlace place)
        : base(place, "ps", "List containers.")
    {
        foreach (var option in (Option[])[_all, _quiet, _noTrunc, _filter])
        {
            Add(option);
        }

        _list.AddTo(this);
    }

    protected override bool SendsOneAtATime => true;

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        var filters = ContainerFilters.Parse(parsed.GetValue(_filter) ?? [], [Id, "name", Status, "label", "ancestor"]);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var containers = await ListAsync(machine.Client.Containers, parsed.GetValue(_all), filters, cancellationToken);
        if (containers.Any(container => container.Ports.Any(IsPublished)))
        {
            // What the table says is open has to be, or a warning says why it is not.
            await SyncPortsAsync(machine, cancellationToken);
        }

        var isShort = !parsed.GetValue(_noTrunc);
        if (parsed.GetValue(_quiet))
        {
            foreach (var container in containers)
            {
                Terminal.WriteResult(IdOf(container, isShort));
            }

            return ExitCodes.Success;
        }

        Terminal.WriteList(
            format,
            containers,
            ContractsJson.Default.IReadOnlyListContainerSummary,
            ["ID", "NAME", "IMAGE", "STATUS", "PORTS"],
            containers.Select(container => RowOf(container, isShort)));
        return ExitCodes.Success;
    }

    private static async Task<IReadOnlyList<ContainerSummary>> ListAsync(
        ContainersClient client, bool all, IReadOnlyList<(string Kind, string Value)> filters, CancellationToken cancellationToken)
    {
        var ids = filters.Where(filter => filter.Kind == Id).Select(filter => filter.Value).ToList();
        var listed = await client.ListAsync(all, [.. filters.Where(filter => filter.Kind != Id)], cancellationToken);
        var wanted = listed.Where(container => ids.Count == 0 || ids.Any(id => container.Id.StartsWith(id, StringComparison.Ordinal)));
        return await Task.WhenAll(wanted.Select(container => WithReasonAsync(client, container, cancellationToken)));
    }

    private static async Task<ContainerSummary> WithReasonAsync(ContainersClient client, ContainerSummary container, CancellationToken cancellationToken)
    {
        if (!container.Status.StartsWith(Killed, StringComparison.Ordinal))
        {
            return container;
        }

        try
        {
            var details = await client.InspectAsync(container.Id, cancellationToken);
            return details.State.OomKilled ? container with { Status = $"{container.Status}, out of memory" } : container;
        }
        catch (ResourceNotFoundException)
        {
            return container; // it has just been removed
        }
    }

    private static string IdOf(ContainerSummary container, bool isShort) =>
        isShort ? container.Id[..Math.Min(ShortIdLength, container.Id.Length)] : container.Id;

    private static IReadOnlyList<string> RowOf(ContainerSummary container, bool isShort) =>
    [
        IdOf(container, isShort),
        container.Name,
        container.Image,
        container.Status,
        string.Join(", ", container.Ports.Where(IsPublished).Select(Describe).Distinct()),
    ];

    private static bool IsPublished(PortMapping port) => port.HostPort > 0;

    private static string Describe(PortMapping port) => $"127.0.0.1:{port.HostPort}->{port.ContainerPort}/{port.Protocol}";
}
