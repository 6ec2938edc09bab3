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
        public async Task OfPockrAsync()
        {
            await using var machine = bench.NewMachine("idle");
            await machine.UpAsync(cancellationToken, "--no-template");
            Workbench.Say("Memory: a machine of ours has nothing to do.");
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
            await WatchAsync(Baseline.VmManager.Name, ("QEMU", machine.QemuId));
        }

        private Task WatchAsync(string by, params IReadOnlyList<(string Name, int Id)> processes) =>
            IdleWatch.WatchAsync(bench.Options, processes, (name, process, percent) => Note(by, name, process, percent), cancellationToken);

        private void Note(string by, string name, ProcessFigures process, double percent)
        {
            processor.Add(name, by, percent);
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
