namespace Pockr.Bench.Suites;

/// <summary>Who is compared acts one after the other, and in the next round the other way round: who comes second finds what the first has left.</summary>
internal static class Turns
{
    public static async Task TakeAsync(int round, params IReadOnlyList<Func<Task>> actions)
    {
        foreach (var actAsync in round % 2 == 0 ? actions : actions.Reverse())
        {
            await actAsync();
        }
    }
}
