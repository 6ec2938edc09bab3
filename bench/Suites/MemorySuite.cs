using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>What a machine that has nothing to do takes of this host.</summary>
internal sealed class MemorySuite : ISuite
{
    private const string Ours = "pockr";

    public string Name => "memory";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var memory = findings.Begin("memory", "Memory of an idle machine", "MiB", Baseline.VmManager.Name);
        var processor = findings.Begin("idle", "Processor time of an idle machine", "% of one processor", Baseline.VmManager.Name);
        var run = new Run(bench, memory, processor, cancellationToken);
        await run.OfPockrAsync();
        if (bench.Options.IsQuick)
        {
            findings.Note($"{Baseline.VmManager.Name}: not measured with '--quick'.");
        }
        else if (await BaselineFiles.TryMakeAsync(Baseline.VmManager, bench, findings.Note, cancellationToken) is { } files)
        {
            await run.OfVmManagerAsync(files, findings);
        }
    }

    /// <summary>One run of the suite.</summary>
    private sealed class Run(Workbench bench, Figure memory, Figure processor, CancellationToken cancellationToken)
    {
        private readonly TimeSpan _settling = TimeSpan.FromSeconds(bench.Options.IsQuick ? 15 : 45);
        private readonly TimeSpan _window = TimeSpan.FromSeconds(bench.Options.IsQuick ? 10 : 60.0 / bench.Options.Rounds);

        public async Task OfPockrAsync()
        {
            await using var machine = bench.NewMachine("idle");
            await machine.UpAsync(cancellationToken, "--no-template");
            Workbench.Say("Memory: a machine of ours has nothing to do.");
            await SettleAsync();
            await WatchAsync(Ours, ("QEMU", machine.QemuId), ("supervisor", machine.SupervisorId));
            await AskGuestAsync(machine);
        }

        public async Task OfVmManagerAsync(BaselineFiles files, Findings findings)
        {
            await using var machine = await BaselineMachine.StartAsync(Baseline.VmManager, files, bench, cancellationToken);
            if (!await machine.AnswersAsync("_ping", answer => answer == "OK", cancellationToken))
            {
                findings.Note($"{Baseline.VmManager.Name}: not measured, as its boot died.");
                return;
            }

            Workbench.Say("Memory: the machine of a manager of virtual machines has nothing to do.");
            await SettleAsync();
            await WatchAsync(Baseline.VmManager.Name, ("QEMU", machine.QemuId));
        }

        private Task SettleAsync() => Task.Delay(_settling, cancellationToken);

        private async Task WatchAsync(string by, params IReadOnlyList<(string Name, int Id)> processes)
        {
            for (var round = 0; round < bench.Options.Rounds; round++)
            {
                var before = processes.Select(process => new ProcessFigures(process.Id).ProcessorTime).ToList();
                await Task.Delay(_window, cancellationToken);
                foreach (var ((name, id), then) in processes.Zip(before))
                {
                    Note(by, name, new ProcessFigures(id), then);
                }
            }
        }

        private void Note(string by, string name, ProcessFigures process, TimeSpan then)
        {
            processor.Add(name, by, (process.ProcessorTime - then) / _window * 100);
            memory.Add($"{name}, all it has (RSS)", by, process.ResidentMiB);
            memory.Add($"{name}, what is shared in parts (PSS)", by, process.ProportionalMiB);
        }

        /// <summary>Last, as a machine that is asked is not idle.</summary>
        private async Task AskGuestAsync(PockrMachine machine)
        {
            using var agent = machine.OpenAgent();
            for (var round = 0; round < bench.Options.Rounds; round++)
            {
                memory.Add("used in the machine", Ours, await GuestMemory.ReadMiBAsync(agent, cancellationToken));
            }
        }
    }
}
