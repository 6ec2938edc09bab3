namespace Pockr.Client;

/// <summary>Which events are wanted; <see cref="EventsClient.OpenAsync"/>.</summary>
public sealed record EventOptions
{
    /// <summary>Only events of these kinds, such as <c>container</c>; all if empty.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only events of these names, such as <c>die</c>, as <c>docker events</c> has them; all if empty.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Only events of these containers, by name or the beginning of the id; all if empty.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>When the stream begins; now if <see langword="null"/>. Docker keeps 256 events.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the stream ends; never if <see langword="null"/>.</summary>
    public DateTimeOffset? Until { get; init; }
}
