using Pockr.Client;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class AttemptsTests
{
    [Fact(Timeout = 60_000)]
    public async Task TheNextBegins_AsSoonAsOneHasEnded_AndResultsAreInTheOrderOfTheNames()
    {
        var lastHasBegun = new TaskCompletionSource();

        var results = await Attempts.MakeAsync(["first", "second", "last"], atOnce: 2, ActAsync).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first", "second", "last"], results);

        async Task<string> ActAsync(string name)
        {
            if (name == "first")
            {
                await lastHasBegun.Task;
            }
            else if (name == "last")
            {
                lastHasBegun.SetResult();
            }

            return name;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AResult_IsToldWhileOthersLast()
    {
        var told = new TaskCompletionSource();

        await foreach (var result in Attempts.MakeAsync(["a", "b", "c"], atOnce: 2, ActAsync))
        {
            if (result == "a")
            {
                told.SetResult();
            }
        }

        async Task<string> ActAsync(string name)
        {
            if (name != "a")
            {
                await told.Task;
            }

            return name;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task NoMore_ThanAreAllowed_AreAtWork()
    {
        var (now, most) = (0, 0);
        var full = new TaskCompletionSource();

        await Attempts.MakeAsync(Enumerable.Range(0, 100).Select(number => $"{number}"), atOnce: 7, ActAsync).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(7, most);

        async Task<int> ActAsync(string name)
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (most == 7)
            {
                full.TrySetResult();
            }

            await full.Task;
            await Task.Yield();
            return Interlocked.Decrement(ref now);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AllThatFailed_IsSaidAfterTheLastResult()
    {
        List<string> results = [];

        var failure = await Assert.ThrowsAsync<LauncherException>(async () =>
        {
            await foreach (var result in Attempts.MakeAsync(["a", "b", "c"], atOnce: 1, ActAsync))
            {
                results.Add(result);
            }
        });

        Assert.Equal(["b"], results);
        Assert.Equal("a is bad\nc is bad", failure.Message);

        static Task<string> ActAsync(string name) => name == "b" ? Task.FromResult(name) : throw new PockrException($"{name} is bad", "bad", "Try another.");
    }
}
