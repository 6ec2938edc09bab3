using Pockr.Machines.Errors;

namespace Pockr.Machines.Checks;

/// <summary>What a check found.</summary>
/// <param name="Status">One of the values below.</param>
/// <param name="Reason">A sentence, with the values it is about.</param>
/// <param name="Remedy">What to do about it, if there is anything to do.</param>
internal sealed record Finding(string Status, string Reason, string? Remedy = null)
{
    public const string Fine = "ok";
    public const string Doubtful = "warning";
    public const string Wrong = "error";
    public const string NotAsked = "skipped";

    /// <summary>What <c>--fix</c> does about it; nothing if it is not safe without being asked for by name.</summary>
    public Repair? Repair { get; init; }

    public static Finding Ok(string reason) => new(Fine, reason);

    public static Finding Warning(string reason, string remedy) => new(Doubtful, reason, remedy);

    public static Finding Error(string reason, string remedy) => new(Wrong, reason, remedy);

    public static Finding Error(LauncherException failure) => new(Wrong, failure.Message, failure.Remedy);

    public static Finding Skipped(string reason) => new(NotAsked, reason);

    /// <summary>Something doubtful that can be put right without taking anything from the user.</summary>
    public static Finding Fixable(string reason, Repair repair) => Warning(reason, "Run 'pockr doctor --fix'.") with { Repair = repair };
}

/// <summary>Puts a finding right.</summary>
/// <param name="Done">What it did, once it did it; a sentence.</param>
/// <param name="DoAsync">Does it.</param>
internal sealed record Repair(string Done, Func<CancellationToken, Task> DoAsync)
{
    public Repair(string done, Action act)
        : this(done, _ =>
        {
            act();
            return Task.CompletedTask;
        })
    {
    }
}
