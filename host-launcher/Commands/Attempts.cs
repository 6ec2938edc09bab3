using Pockr.HostLauncher.Errors;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands;

/// <summary>Does the same to several things. One that fails does not keep the others from it, and all that failed is said at the end.</summary>
internal static class Attempts
{
    /// <summary>What came of it, in the order of the names, as soon as it is known.</summary>
    /// <param name="names">The things.</param>
    /// <param name="atOnce">How many it is done to at the same time.</param>
    /// <param name="actAsync">What is done.</param>
    /// <exception cref="LauncherException">It failed for some; thrown after the last result.</exception>
    public static async IAsyncEnumerable<T> MakeAsync<T>(IEnumerable<string> names, int atOnce, Func<string, Task<T>> actAsync)
    {
        List<PockrException> failures = [];
        foreach (var attempts in names.Chunk(atOnce).Select(some => some.Select(name => TryAsync(name, actAsync)).ToList()))
        {
            foreach (var attempt in attempts)
            {
                var (result, failure) = await attempt;
                if (failure is null)
                {
                    yield return result!;
                }
                else
                {
                    failures.Add(failure);
                }
            }
        }

        if (failures.Count > 0)
        {
            throw Failures.SomeFailed([.. failures.Select(failure => failure.Message)], failures[0].Remedy);
        }
    }

    private static async Task<(T? Result, PockrException? Failure)> TryAsync<T>(string name, Func<string, Task<T>> actAsync)
    {
        try
        {
            return (await actAsync(name), null);
        }
        catch (PockrException failure)
        {
            return (default, failure);
        }
    }
}
