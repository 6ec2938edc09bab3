using System.Text.Json.Serialization;

namespace Pockr.Machines;

/// <summary>How often a machine was started again by its supervisor since somebody started it; <c>restarts.json</c>.</summary>
/// <param name="Restarts">The last ones, the newest at the end.</param>
/// <param name="GivenUp">Why it was not started again any more.</param>
internal sealed record RestartHistory(IReadOnlyList<Restart> Restarts, string? GivenUp = null) : IJsonOnDeserialized
{
    public const int Most = 3;

    private const int Kept = 20;

    public static readonly RestartHistory None = new([]);

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Whether it ends so often that another start is of no use. Those ahead of now are of before the clock was set back.</summary>
    public bool IsExhausted(DateTimeOffset now) => Restarts.Count(restart => (now - restart.At).Duration() < Window) >= Most;

    public RestartHistory With(Restart restart) => new([.. Restarts.TakeLast(Kept - 1), restart]);

    void IJsonOnDeserialized.OnDeserialized() => WholeList.Ensure(Restarts, "restarts");
}

/// <param name="At">When.</param>
/// <param name="Reason">How the machine had ended, in a sentence.</param>
internal sealed record Restart(DateTimeOffset At, string Reason);
