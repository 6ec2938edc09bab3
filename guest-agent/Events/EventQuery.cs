using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Events;

/// <summary>Which events a client wants.</summary>
/// <param name="Since">Place to begin at; null for all that dockerd keeps.</param>
/// <param name="Until">Place to end at; null for no end.</param>
/// <param name="Types">Kinds of things; empty for all.</param>
/// <param name="Containers">Names and beginnings of ids; empty for all.</param>
internal sealed record EventQuery(
    EventCursor? Since, EventCursor? Until, IReadOnlyList<string> Types, IReadOnlyList<string> Containers)
{
    private const int MostContainers = 100;

    private static readonly string[] s_types = ["builder", "config", "container", "daemon", "image", "network", "node", "plugin", "secret", "service", "volume"];

    public static EventQuery Read(string? since, string? until, string[] types, string[] containers)
    {
        foreach (var type in types.Where(type => !s_types.Contains(type)))
        {
            throw new ProblemException(Problems.Invalid($"type '{type}' is none.", $"Use one of {string.Join(", ", s_types)}."));
        }

        if (containers.Length > MostContainers || !containers.All(ContainerNames.CanExist))
        {
            throw new ProblemException(Problems.Invalid(
                $"container '{string.Join(", ", containers)}' cannot be one.", $"Use names or ids, {MostContainers} at most."));
        }

        var end = Place(nameof(until), until);

        // Not from the moment dockerd gets to it: what happens while the request is on its way would be in no answer.
        var start = Place(nameof(since), since) ?? (end is null ? EventCursor.At(DateTimeOffset.UtcNow) : null);
        if (start is { } first && end is { } last && first.Nanoseconds > last.Nanoseconds)
        {
            throw new ProblemException(Problems.Invalid($"since '{since}' is after until '{until}'.", "Exchange them."));
        }

        return new EventQuery(start, end, types, containers);
    }

    /// <summary>dockerd's filters; it takes a container's name for the beginning of one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters()
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>();
        if (Types.Count > 0)
        {
            filters["type"] = Types;
        }

        if (Containers.Count > 0)
        {
            filters["container"] = Containers;
        }

        return filters;
    }

    public bool Fits(EngineEvent happened) => Containers.Count == 0 || Containers.Any(container => IsAbout(happened.Actor, container));

    private static bool IsAbout(EventActor actor, string container) =>
        actor.ID.StartsWith(container, StringComparison.Ordinal) || actor.Attributes?.GetValueOrDefault("name") == container;

    private static EventCursor? Place(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return EventCursor.TryParse(text) ?? throw new ProblemException(Problems.Invalid(
            $"{name} '{text}' is no time.",
            "Use the cursor of an event, seconds since 1970 such as 1767225600.5, or a time such as 2026-01-31T12:00:00Z."));
    }
}
