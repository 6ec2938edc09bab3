using Pockr.Machines.Qemu;

namespace Pockr.Machines.Supervision;

/// <summary>Waits for a machine's end, and finds out whether somebody wanted it: QEMU says why it ends, unless it is killed or crashes.</summary>
internal sealed class EndWatch(MachineStore store)
{
    private const string NotKnown = "unknown";

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);

    public async Task<MachineEnd> WaitAsync(RunningMachine machine, MachineFiles files, CancellationToken cancellationToken)
    {
        var cause = ReadCauseAsync(files, cancellationToken);
        while (store.IsAlive(machine.Process))
        {
            await Task.Delay(s_betweenLooks, cancellationToken);
        }

        return Explain(await cause, files);
    }

    /// <returns>What QEMU says why it ends; nothing if it ended without a word.</returns>
    private static async Task<string?> ReadCauseAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        QmpClient client;
        try
        {
            client = await QmpClient.ConnectAsync(files.EventsSocket, cancellationToken);
        }
        catch (QmpException)
        {
            return NotKnown;
        }

        await using (client)
        {
            try
            {
                while (true)
                {
                    var happened = await client.ReadEventAsync(cancellationToken);
                    if (happened.GetProperty("event").GetString() == "SHUTDOWN")
                    {
                        return happened.GetProperty("data").GetProperty("reason").GetString();
                    }
                }
            }
            catch (QmpException)
            {
                return null;
            }
        }
    }

    private static MachineEnd Explain(string? cause, MachineFiles files) => cause switch
    {
        null => new MachineEnd("QEMU was killed or crashed.", Wanted: false),

        // With -no-reboot, QEMU ends where a machine would start anew: a kernel that panics does so as well.
        "guest-reset" or "guest-panic" => new MachineEnd(ReasonOfReset(files), Wanted: false),
        "guest-shutdown" => new MachineEnd("The guest was shut down.", Wanted: true),
        _ => new MachineEnd($"QEMU was told to end ({cause}).", Wanted: true),
    };

    private static string ReasonOfReset(MachineFiles files)
    {
        var console = new GuestConsole(files.SerialLog);
        console.Read();
        return console.Panic is { } panic ? $"The guest's kernel panicked: {panic}." : "The guest rebooted.";
    }
}
