using Pockr.Machines.Qemu;

namespace Pockr.Machines.Supervision;

/// <summary>
/// Stops the processors of a machine that nobody is connected to, until somebody connects: QEMU's network accepts connections meanwhile.
/// Only under the machine's lock: whoever suspends the machine stops them as well, and relies on it.
/// </summary>
internal sealed class IdlePause(IMachineMonitor monitor, Suspension suspension, Reminder reminder)
{
    private const int Tries = 20;

    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    /// <returns>Whether the processors stand still now.</returns>
    public async Task<bool> TryBeginAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        using var held = FileLock.TryAcquire(files.Lock);
        for (var tries = 0; held is not null && tries < Tries; tries++)
        {
            var network = await monitor.ExecuteLineAsync(files, "info usernet", cancellationToken);
            if (UserNetwork.Parse(network).Any(rule => rule.Protocol == "udp"))
            {
                return false; // a datagram that came would not be seen
            }

            if (UserNetwork.CountClients(network) == 0)
            {
                await monitor.ExecuteAsync(files, "stop", cancellationToken);
                return true;
            }

            await Task.Delay(s_betweenTries, cancellationToken); // our own connections end in the machine, too
        }

        return false;
    }

    /// <summary>
    /// Returns once the processors run again, because somebody wanted to connect or another pockr let them, and the machine knows how late it is.
    /// </summary>
    public async Task EndAsync(MachineFiles files, MachinePersona persona, CancellationToken cancellationToken)
    {
        while (await suspension.IsPausedAsync(files, cancellationToken))
        {
            var network = await monitor.ExecuteLineAsync(files, "info usernet", cancellationToken);
            if (UserNetwork.CountClients(network) == 0 || !await TryContinueAsync(files, cancellationToken))
            {
                await Task.Delay(s_betweenLooks, cancellationToken);
            }
        }

        await reminder.RemindAsync(files, persona, cancellationToken);
    }

    private async Task<bool> TryContinueAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        using var held = FileLock.TryAcquire(files.Lock);
        if (held is null || MachineStore.FindSuspended(files) is not null)
        {
            return false;
        }

        await suspension.UndoAsync(files, cancellationToken);
        return true;
    }
}
