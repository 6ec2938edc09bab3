using System.Runtime.CompilerServices;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Events;

/// <summary>
/// Events in the order of their times. dockerd gives an event its time first and sends it a moment later, so two that happen at once may
/// come the other way round, and who broke off between them would never get the earlier one. Each is held back until that moment is over.
/// </summary>
internal static class SettledEvents
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(500);

    public static async IAsyncEnumerable<EngineEvent> Settled(
        this IAsyncEnumerable<EngineEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var held = new PriorityQueue<EngineEvent, (long Time, int Arrival)>();
        var arrivals = 0;
        await using var source = events.GetAsyncEnumerator(ending.Token);
        var next = source.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await Task.WhenAny(next, Task.Delay(UntilSettled(held), ending.Token));
                cancellationToken.ThrowIfCancellationRequested();
                var hasEnded = next.IsCompleted && !await next;
                if (next.IsCompleted && !hasEnded)
                {
                    held.Enqueue(source.Current, (source.Current.TimeNano, arrivals++));
                    next = source.MoveNextAsync().AsTask();
                }

                while (held.Count > 0 && (hasEnded || UntilSettled(held) == TimeSpan.Zero))
                {
                    yield return held.Dequeue();
                }

                if (hasEnded)
                {
                    yield break;
                }
            }
        }
        finally
        {
            // An enumerator cannot be disposed of while it is asked for more.
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan UntilSettled(PriorityQueue<EngineEvent, (long Time, int Arrival)> held)
    {
        if (!held.TryPeek(out var first, out _))
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = EventCursor.TimeOf(first.TimeNano) + s_moment - DateTimeOffset.UtcNow;
        return left > s_moment ? s_moment : left > TimeSpan.Zero ? left : TimeSpan.Zero; // a clock set back must not hold it for ever
    }
}
