using Pockr.Client;

namespace Pockr.Machines.Supervision;

/// <summary>Sets the machine's clock when this host's has jumped: set by hand, or the host slept, and the machine with it.</summary>
internal sealed class ClockKeeper(TimeProvider clock, SupervisorLog log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(1);

    public async Task KeepAsync(PockrClient client, CancellationToken cancellationToken)
    {
        var (time, ticks) = Now();
        while (true)
        {
            await Task.Delay(s_interval, clock, cancellationToken);
            var jump = clock.GetUtcNow() - time - clock.GetElapsedTime(ticks);
            if (jump.Duration() < s_tolerance)
            {
                continue;
            }

            try
            {
                await client.SetTimeAsync(clock.GetUtcNow(), cancellationToken);
                log.Write($"clock: the host's jumped by {jump.TotalSeconds:0.0} s, the machine's was set.");
                (time, ticks) = Now();
            }
            catch (PockrException exception)
            {
                log.Write($"clock: {exception.Message}");
            }
        }
    }

    private (DateTimeOffset Time, long Ticks) Now() => (clock.GetUtcNow(), clock.GetTimestamp());
}
