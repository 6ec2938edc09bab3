using System.Diagnostics;
using System.Text.Json.Nodes;
using Pockr.Bench.Machines;
using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>From the command to the first answers, of machines that boot, go on, and begin with a template, and of the baselines, in turn.</summary>
internal sealed class StartupSuite : ISuite
{
    private const string FirstAnswer = "first answer of the API, GET /v1/containers";
    private const string DockerAnswers = "dockerd answers";
    private const string ColdBoot = "cold boot";

    public string Name => "startup";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var figure = findings.Begin("startup", "From the command to the first answer", "s", ColdBoot);
        var vmManager = await BaselineFiles.TryMakeAsync(Baseline.VmManager, bench, findings.Note, cancellationToken);
        var referenceWay = await BaselineFiles.TryMakeAsync(Baseline.ReferenceWay, bench, findings.Note, cancellationToken);
        await using var machine = bench.NewMachine("measured");
        await machine.UpAsync(cancellationToken, "--no-template");
        await machine.PowerOffAsync(cancellationToken);

        var run = new Run(bench, findings, figure, cancellationToken);
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            Workbench.Say($"Startup, round {round + 1} of {bench.Options.Rounds}.");
            await Turns.TakeAsync(
                round,
                () => run.OfStandingAsync(machine),
                run.OfNewAsync,
                () => run.OfVmManagerAsync(vmManager),
                () => run.OfReferenceWayAsync(referenceWay));
        }
    }

    /// <summary>One run of the suite, which all its measurements go to.</summary>
    private sealed class Run(Workbench bench, Findings findings, Figure figure, CancellationToken cancellationToken)
    {
        /// <summary>A machine that is off boots, is suspended, goes on, and is off again.</summary>
        public async Task OfStandingAsync(PockrMachine machine)
        {
            await StartAsync(machine, ColdBoot, "--no-template");
            await machine.SuspendAsync(cancellationToken);
            await StartAsync(machine, "resume");
            await machine.PowerOffAsync(cancellationToken);
        }

        public async Task OfNewAsync()
        {
            await using var machine = bench.NewMachine("fresh");
            await StartAsync(machine, "new, from the template");
        }

        public async Task OfVmManagerAsync(BaselineFiles? files)
        {
            if (files is not null)
            {
                var watch = Stopwatch.StartNew();
                await using var machine = await BaselineMachine.StartAsync(Baseline.VmManager, files, bench, cancellationToken);
                Add(Baseline.VmManager, DockerAnswers, await machine.AnswersAsync("_ping", answer => answer == "OK", cancellationToken), watch);
            }
        }

        public async Task OfReferenceWayAsync(BaselineFiles? files)
        {
            if (files is null)
            {
                return;
            }

            var watch = Stopwatch.StartNew();
            await using var machine = await BaselineMachine.StartAsync(Baseline.ReferenceWay, files, bench, cancellationToken);
            var isUp = await machine.AnswersAsync("health", IsHealthy, cancellationToken);
            Add(Baseline.ReferenceWay, DockerAnswers, isUp, watch);
            if (isUp)
            {
                using var agent = machine.OpenAgent();
                await agent.GetAsync("v1/containers", cancellationToken);
                Add(Baseline.ReferenceWay, FirstAnswer, isUp, watch);
            }
        }

        /// <summary>The agent says of all parts that they are well, so dockerd has answered it.</summary>
        private static bool IsHealthy(string answer) => (string?)JsonNode.Parse(answer)?["status"] == "ok";

        private async Task StartAsync(PockrMachine machine, string how, params string[] options)
        {
            var watch = Stopwatch.StartNew();
            await machine.UpAsync(cancellationToken, options);
            using var agent = machine.OpenAgent();
            await agent.GetAsync("v1/containers", cancellationToken);
            figure.Add(FirstAnswer, how, figure.InUnit(watch.Elapsed));
            using var engine = machine.OpenEngine();
            await engine.GetAsync("_ping", cancellationToken);
            figure.Add(DockerAnswers, how, figure.InUnit(watch.Elapsed));
        }

        private void Add(Baseline baseline, string subject, bool isUp, Stopwatch watch)
        {
            if (isUp)
            {
                figure.Add(subject, baseline.Name, figure.InUnit(watch.Elapsed));
            }
            else
            {
                findings.Note($"{baseline.Name}: at least one of its boots died, as Debian's kernel does at times in an emulated processor, and is not counted.");
            }
        }
    }
}
