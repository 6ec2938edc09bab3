using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Events;

/// <summary>Which events a client wants.</summary>
/// <param name="Since">Place to begin at; null for all that dockerd keeps.</param>
/// <param name="Until">Place to end at; null for no end.</param>
/// <param name="Types">Kinds of things; empty for all.</param>
/// <param name="Actions">What happened to them; empty for all.</param>
/// <param name="Containers">Names and beginnings of ids; empty for all.</param>
internal sealed record EventQuery(
    EventCursor? Since, EventCursor? Until, IReadOnlyList<string> Types, IReadOnlyList<string> Actions, IReadOnlyList<string> Containers)
{
    private const int MostContainers = 100;

    private static readonly string[] s_types = ["builder", "config", "container", "daemon", "image", "network", "node", "plugin", "secret", "service", "volume"];

    private static readonly string[] s_actions =
    [
        "attach", "build", "commit", "connect", "copy", "create", "delete", "destroy", "detach", "die", "disable", "disconnect", "enable",
        "exec_create", "exec_detach", "exec_die", "exec_start", "export", "health_status", "import", "install", "kill", "load", "mount", "oom",
        "pause", "prune", "pull", "push", "reload", "remove", "rename", "resize", "restart", "save", "start", "stop", "tag", "top", "unmount",
        "unpause", "untag", "update",
    ];

    public static EventQuery Read(string? since, string? until, string[] types, string[] actions, string[] containers)
    {
        CheckWords("type", types, s_types);
        CheckWords("action", actions, s_actions);
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

        return new EventQuery(start, end, types, actions, containers);
    }

    /// <summary>dockerd's filters; it takes a container's name for the beginning of one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters()
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>();
        if (Types.Count > 0)
        {
            filters["type"] = Types;
        }

        if (Actions.Count > 0)
        {
            filters["event"] = Actions;
        }

        if (Containers.Count > 0)
        {
            filters["container"] = Containers;
        }

        return filters;
    }

    public bool Fits(EngineEvent happened) => Containers.Count == 0 || Containers.Any(container => IsAbout(happened.Actor, container));

    // dockerd takes any word, and none that it does not know ever fits.
    private static void CheckWords(string name, string[] words, string[] known)
    {
        foreach (var word in words.Except(known))
        {
            throw new ProblemException(Problems.Invalid($"{name} '{word}' is none.", $"Use one of {string.Join(", ", known)}."));
        }
    }

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
