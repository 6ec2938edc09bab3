using System.Globalization;
using Pockr.Contracts;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Machines;

/// <summary>Waits until a machine can run containers, or until it is sure that it will not.</summary>
internal sealed class BootWatch(MachineStore store, TimeSpan limit)
{
    private const int LongestWaitSeconds = 30;

    // The first answer of all may take an emulated processor seconds.
    private static readonly TimeSpan s_healthPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenRequests = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<bool> IsHealthyAsync(RunningMachine machine, string token, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, token);
        return await HealthProbe.AskAsync(client, s_healthPatience, cancellationToken) is { Status: Health.Ok };
    }

    /// <returns>Why the machine did not come up, or nothing if it did. A machine that did not is ended.</returns>
    public async Task<BootFailure?> WaitAsync(
        RunningMachine machine,
        MachineFiles files,
        string token,
        IBootReporter reporter,
        CancellationToken cancellationToken,
        string firstStage = "starting the kernel")
    {
        using var client = new PockrClient(machine.State.Url, token);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var console = new GuestConsole(files.SerialLog);
        var progress = new Progress { Stage = firstStage };

        var healthy = WaitForHealthAsync(client, progress, over.Token);
        var dead = WaitForEndAsync(machine, console, progress, reporter, over.Token);
        var late = Task.Delay(limit, over.Token);
        var first = await Task.WhenAny(healthy, dead, late);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == healthy)
        {
            await healthy;
            return null;
        }

        var reason = first == dead
            ? await dead
            : $"it could not run containers after {limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s ({progress.Text}).";
        await store.EndAsync(machine.Process, cancellationToken);
        console.Read();
        return new BootFailure(reason, console.Tail);
    }

    private static async Task WaitForHealthAsync(PockrClient client, Progress progress, CancellationToken cancellationToken)
    {
        Health? health = null;
        while (health is not { Status: Health.Ok })
        {
            if (health is null)
            {
                await Task.Delay(s_betweenRequests, cancellationToken);
                health = await HealthProbe.AskAsync(client, s_healthPatience, cancellationToken);
            }
            else
            {
                health = await HealthProbe.WaitAsync(client, LongestWaitSeconds, s_healthPatience, cancellationToken);
            }

            progress.WaitingFor = health?.WaitingFor;
        }
    }

    private async Task<string> WaitForEndAsync(
        RunningMachine machine,
        GuestConsole console,
        Progress progress,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            console.Read();
            progress.Stage = console.Stage ?? progress.Stage;
            reporter.Stage(progress.Text);
            if (console.Panic is { } panic)
            {
                return $"the guest's kernel panicked: {panic}.";
            }

            if (!store.IsAlive(machine.Process))
            {
                return "QEMU ended.";
            }

            await Task.Delay(s_betweenLooks, cancellationToken);
        }
    }

    private sealed class Progress
    {
        public required string Stage { get; set; }

        public string? WaitingFor { get; set; }

        public string Text => WaitingFor is { } part ? $"waiting for {part}" : Stage;
    }
}

/// <param name="Reason">A sentence.</param>
/// <param name="ConsoleTail">The last lines of the guest's console, indented.</param>
internal sealed record BootFailure(string Reason, string ConsoleTail);
