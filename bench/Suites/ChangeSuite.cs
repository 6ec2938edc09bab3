using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>What has become faster since an older version, or slower: a machine of each, side by side, in turn.</summary>
internal sealed class ChangeSuite : ISuite
{
    public const string Title = "change";

    private const string Before = "before";
    private const string After = "after";
    private const string Standing = "standing";
    private const int Many = 10;
    private const int ForthAndBack = 2;
    private const int Often = 4;

    // Ends when it is asked to, and says when it listens.
    private const string Listener = "trap 'exit 0' TERM; touch /ready; sleep 100000 & wait";
    private const string UntilItListens = "until [ -e /ready ]; do sleep 0.1; done";

    public string Name => Title;

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var older = bench.Options.Before!;
        findings.Note($"'{Before}' is a version with the image `{await older.ReadImageIdAsync(cancellationToken)}`, '{After}' the one named above.");
        await using var before = bench.NewOlderMachine("change");
        await before.UpAsync(cancellationToken);
        await using var after = bench.NewMachine("change");
        await after.UpAsync(cancellationToken);

        var run = new Run(bench, findings, new(Before, before, bench.NewOlderMachine), new(After, after, bench.NewMachine), cancellationToken);
        await run.RoundAsync(0); // what is done for the first time takes longer
        findings.Forget();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            Workbench.Say($"Change, round {round + 1} of {bench.Options.Rounds}.");
            await run.RoundAsync(round);
        }

        Workbench.Say("Change: both machines have nothing to do.");
        await run.IdleAsync();
    }

    /// <summary>A version, by its machines.</summary>
    private sealed record Side(string By, PockrMachine Machine, Func<string, PockrMachine> NewMachine);

    /// <summary>One run of the suite.</summary>
    private sealed class Run(Workbench bench, Findings findings, Side before, Side after, CancellationToken cancellationToken)
    {
        private readonly Figure _commands = findings.Begin("change", "Commands, before and after", "ms", Before);
        private readonly Figure _machines = findings.Begin("change-machines", "A new machine, until its dockerd answers, before and after", "s", Before);
        private readonly Figure _idle = findings.Begin("change-idle", "Processor time of an idle machine, before and after", "% of one processor", Before);

        public async Task RoundAsync(int round)
        {
            await InTurnAsync(round, side => ListenAsync(side.Machine, Standing));
            await CommandsAsync(Often, "exec NAME true", "exec", Standing, "true");
            await CommandsAsync(ForthAndBack, "run --rm IMAGE true", "run", "--rm", "busybox", "true");
            await InTurnAsync(round, side => StopAsync(side, "stop --all, one container", [Standing]));
            await InTurnAsync(round, StopManyAsync);
            await InTurnAsync(round, OfNewAsync);
        }

        /// <summary>Both at once: neither takes a whole processor.</summary>
        public Task IdleAsync() => IdleWatch.WatchAsync(
            bench.Options,
            [(before.By, before.Machine.QemuId), (after.By, after.Machine.QemuId)],
            (by, _, percent) => _idle.Add("QEMU", by, percent),
            cancellationToken);

        private Task InTurnAsync(int turn, Func<Side, Task> actAsync) => Turns.TakeAsync(turn, () => actAsync(before), () => actAsync(after));

        private async Task CommandsAsync(int times, string subject, params string[] arguments)
        {
            for (var turn = 0; turn < times; turn++)
            {
                await InTurnAsync(turn, side => CommandAsync($"pockr {subject}", side.By, side.Machine.Pockr, arguments));
                await InTurnAsync(turn, side => CommandAsync($"docker {subject}", side.By, side.Machine.Docker, arguments));
            }
        }

        private Task CommandAsync(string subject, string by, Tool tool, params string[] arguments) =>
            _commands.TimeAsync(subject, by, () => tool.RunAsync(arguments, cancellationToken));

        private async Task StopManyAsync(Side side)
        {
            var names = Enumerable.Range(1, Many).Select(number => $"listener-{number}").ToList();
            foreach (var name in names)
            {
                await ListenAsync(side.Machine, name);
            }

            await StopAsync(side, $"stop --all, {Many} containers", names);
        }

        private async Task ListenAsync(PockrMachine machine, string name)
        {
            await machine.Pockr.RunAsync(["run", "-d", "--name", name, "busybox", "sh", "-c", Listener], cancellationToken);
            await machine.Pockr.RunAsync(["exec", name, "sh", "-c", UntilItListens], cancellationToken);
        }

        private async Task StopAsync(Side side, string subject, IReadOnlyList<string> running)
        {
            await CommandAsync($"pockr {subject}", side.By, side.Machine.Pockr, "stop", "--all");
            await side.Machine.Pockr.RunAsync(["rm", .. running], cancellationToken);
        }

        private async Task OfNewAsync(Side side)
        {
            await using var machine = side.NewMachine("fresh");
            await _machines.TimeAsync("new, from the template", side.By, () => StartAsync(machine));
        }

        private async Task StartAsync(PockrMachine machine)
        {
            await machine.UpAsync(cancellationToken);
            using var engine = machine.OpenEngine();
            await engine.GetAsync("_ping", cancellationToken);
        }
    }
}
