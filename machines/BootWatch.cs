using System.Diagnostics;
using System.Globalization;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>Waits until a machine can run containers, or until it is sure that it will not.</summary>
internal sealed class BootWatch(MachineStore store, IIdentityChannel identity, TimeSpan limit)
{
    private const int LongestWaitSeconds = 30;
    private const string KernelStage = "starting the kernel";
    private const string Token = "token";
    private const int SilentPart = 3; // of the limit

    // The first answer of all may take an emulated processor seconds.
    private static readonly TimeSpan s_healthPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenRequests = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<bool> IsHealthyAsync(RunningMachine machine, string token, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, token);
        return await HealthProbe.AskAsync(client, s_healthPatience, cancellationToken) is { Status: Health.Ok };
    }

    /// <summary>Tells the machine who it is, and waits until it can run containers as that.</summary>
    /// <returns>Why the machine did not come up, or nothing if it did. A machine that did not is ended.</returns>
    public Task<BootFailure?> WaitAsync(
        RunningMachine machine,
        MachineFiles files,
        MachinePersona persona,
        bool setsClock,
        IBootReporter reporter,
        CancellationToken cancellationToken,
        string firstStage = KernelStage) =>
        WatchAsync(machine, files, (progress, over) => BecomeAsync(machine, files, persona, setsClock, progress, over), firstStage, reporter, cancellationToken);

    /// <summary>Waits until a machine that is to be a template has come as far as one without a name can.</summary>
    /// <returns>As above.</returns>
    public Task<BootFailure?> WarmUpAsync(
        RunningMachine machine, MachineFiles files, IBootReporter reporter, CancellationToken cancellationToken) =>
        WatchAsync(machine, files, (_, over) => identity.WarmUpAsync(files, over), KernelStage, reporter, cancellationToken);

    private async Task<BootFailure?> WatchAsync(
        RunningMachine machine,
        MachineFiles files,
        Func<Progress, CancellationToken, Task> becomeReady,
        string firstStage,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var console = new GuestConsole(files.SerialLog);
        var progress = new Progress { Stage = firstStage };

        var ready = becomeReady(progress, over.Token);
        var dead = WaitForEndAsync(machine, console, progress, reporter, over.Token);
        var late = Task.Delay(limit, over.Token);
        var first = await Task.WhenAny(ready, dead, late);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        var refusal = first == ready ? await RefusalOfAsync(ready) : null;
        if (first == ready && refusal is null)
        {
            return null;
        }

        var reason = refusal?.Message ?? (first == dead
            ? await dead
            : $"it could not run containers after {limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s ({progress.Text}).");
        await store.EndAsync(machine.Process, cancellationToken);
        console.Read();
        return new BootFailure(reason, console.Tail, refusal is { ExitCode: ExitCodes.AgentOfAnotherAge } ? refusal : null);
    }

    private static async Task<LauncherException?> RefusalOfAsync(Task ready)
    {
        try
        {
            await ready;
            return null;
        }
        catch (LauncherException refused)
        {
            return refused;
        }
    }

    // Both at once: an agent that is just being woken takes its time for each. A refusal needs not wait for health, which it would not have.
    private async Task BecomeAsync(
        RunningMachine machine, MachineFiles files, MachinePersona persona, bool setsClock, Progress progress, CancellationToken cancellationToken)
    {
        using var client = new PockrClient(machine.State.Url, persona.Token.Value);
        var told = identity.TellAsync(files, persona, setsClock, cancellationToken);
        var healthy = WaitForHealthAsync(client, progress, cancellationToken);
        await await Task.WhenAny(told, healthy);
        await Task.WhenAll(told, healthy);
    }

    private async Task WaitForHealthAsync(PockrClient client, Progress progress, CancellationToken cancellationToken)
    {
        Health? health = null;
        var silence = new Stopwatch();
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
            EnsureTokenIsTaken(progress, silence);
        }
    }

    // An agent that is ready for its token takes it as soon as it is told, so one that does not listens elsewhere, or nowhere.
    private void EnsureTokenIsTaken(Progress progress, Stopwatch silence)
    {
        if (progress.WaitingFor != Token)
        {
            silence.Reset();
            return;
        }

        silence.Start();
        if (silence.Elapsed > limit / SilentPart)
        {
            throw Failures.AgentSilent((int)silence.Elapsed.TotalSeconds);
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
/// <param name="Lasting">The same with its remedy, if it would be no other the next time.</param>
internal sealed record BootFailure(string Reason, string ConsoleTail, LauncherException? Lasting = null);
