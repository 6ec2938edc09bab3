using Pockr.Client;
using Pockr.Machines.Errors;

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
        await foreach (var (result, failure) in OutcomesAsync(names, atOnce, actAsync))
        {
            if (failure is null)
            {
                yield return result!;
            }
            else
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw Failures.SomeFailed([.. failures.Select(failure => failure.Message)], failures[0].Remedy);
        }
    }

    private static async IAsyncEnumerable<(T? Result, PockrException? Failure)> OutcomesAsync<T>(
        IEnumerable<string> names, int atOnce, Func<string, Task<T>> actAsync)
    {
        Queue<Task<(T?, PockrException?)>> attempts = [];
        foreach (var name in names)
        {
            await MakeRoomAsync(attempts, atOnce);
            attempts.Enqueue(TryAsync(name, actAsync));
            while (attempts.TryPeek(out var first) && first.IsCompleted)
            {
                yield return await attempts.Dequeue();
            }
        }

        foreach (var attempt in attempts)
        {
            yield return await attempt;
        }
    }

    // The next may begin as soon as any has ended, be it one whose turn to be told has not come.
    private static async Task MakeRoomAsync(IEnumerable<Task> attempts, int atOnce)
    {
        var lasting = attempts.Where(attempt => !attempt.IsCompleted).ToList();
        if (lasting.Count == atOnce)
        {
            await Task.WhenAny(lasting);
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
