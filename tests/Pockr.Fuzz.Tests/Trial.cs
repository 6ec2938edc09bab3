namespace Pockr.Fuzz.Tests;

/// <summary>One input given to one target, and whether it kept what it promises.</summary>
internal static class Trial
{
    /// <summary>What takes longer than this does not end: every input is small.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Nothing if all is well.</returns>
    public static Crash? Run(Target target, byte[] input)
    {
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            target.Run(input);
        }
        catch (Exception exception) when (IsPromised(target, exception))
        {
            // A clear failure is as good as success.
        }
        catch (Exception exception)
        {
            return Crash.Of(exception);
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        return allocated > target.MostAllocation ? Crash.OfAllocation(allocated) : null;
    }

    /// <summary>As <see cref="Run"/>, and tells of one that does not end; its thread is lost.</summary>
    public static async Task<Crash?> RunPatientlyAsync(Target target, byte[] input)
    {
        var run = Task.Factory.StartNew(() => Run(target, input), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await Task.WhenAny(run, Task.Delay(Patience)) == run ? await run : Crash.OfTime(Patience);
    }

    private static bool IsPromised(Target target, Exception exception) => target.Promised.Any(type => type.IsInstanceOfType(exception));
}
