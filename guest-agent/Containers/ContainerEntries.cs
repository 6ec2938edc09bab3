using Pockr.Contracts;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>Entries of dockerd's list as the two APIs show them.</summary>
internal static class ContainerEntries
{
    public static ContainerSummary Summary(ContainerListEntry entry) => new(
        entry.Id,
        NameOf(entry),
        entry.Image,
        entry.Command,
        entry.State,
        entry.Status,
        DateTimeOffset.FromUnixTimeSeconds(entry.Created),
        [.. PublishedPorts(entry)]);

    public static OriginalContainer Original(ContainerListEntry entry) =>
        new(NameOf(entry), entry.Image, entry.Status, [.. (entry.Ports ?? []).Select(PortText)]);

    // A link adds names with a second slash; the container's own has but the leading one.
    public static string NameOf(ContainerListEntry entry)
    {
        var names = entry.Names ?? [];
        return (names.FirstOrDefault(name => name.LastIndexOf('/') == 0) ?? entry.Id).TrimStart('/');
    }

    // A port published on both address families is one mapping.
    private static IEnumerable<PortMapping> PublishedPorts(ContainerListEntry entry)
    {
        return (entry.Ports ?? [])
            .Where(port => port.PublicPort is not null)
            .Select(port => new PortMapping(port.PublicPort!.Value, port.PrivatePort, port.Type))
            .Distinct();
    }

    private static string PortText(ContainerPort port)
    {
        var inside = $"{port.PrivatePort}/{port.Type}";
        if (port.PublicPort is null)
        {
            return inside;
        }

        var address = port.IP is { } ip && ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : port.IP;
        return $"{address}:{port.PublicPort}->{inside}";
    }
}
