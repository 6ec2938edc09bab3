using System.Diagnostics;

namespace Pockr.Fuzz.Tests;

/// <summary>A promise that was broken.</summary>
/// <param name="Place">Where, so that two inputs that break the same are told to be alike.</param>
/// <param name="Reason">What happened, with its stack.</param>
internal sealed record Crash(string Place, string Reason)
{
    public static Crash Of(Exception exception) => new($"{exception.GetType().Name} in {PlaceOf(exception)}", exception.ToString());

    public static Crash OfAllocation(long bytes) => new("too much memory", $"It took {bytes} bytes of memory.");

    public static Crash OfTime(TimeSpan limit) => new("too much time", $"It had not ended after {limit.TotalSeconds} s.");

    // The innermost method of ours that did not only hand on.
    private static string PlaceOf(Exception exception) => new StackTrace(exception).GetFrames()
        .Select(frame => frame.GetMethod()).Where(method => method?.DeclaringType?.FullName?.StartsWith("Pockr.", StringComparison.Ordinal) is true)
        .Select(method => $"{method!.DeclaringType!.FullName}.{method.Name}").FirstOrDefault("the platform");
}
