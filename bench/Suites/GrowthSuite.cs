using System.Diagnostics;
using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.Bench.Suites;

/// <summary>What more of everything comes to: containers in a machine, clients of its agent, machines on this host.</summary>
internal sealed class GrowthSuite : ISuite
{
    private const int MadeAtOnce = 4;
    private const int Windows = 3;

    public string Name => "growth";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var run = new Run(bench, findings, cancellationToken);
        await using (var machine = bench.NewMachine("growth"))
        {
            await machine.UpAsync(cancellationToken);
            await run.OfClientsAsync(machine);
            await run.OfContainersAsync(machine);
        }

        await run.OfMachinesAsync();
    }

    /// <summary>One run of the suite.</summary>
    private sealed class Run(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        private readonly Figure _rates = findings.Begin("clients-rate", "GET /v1/containers: answers a second, for all clients together", "answers/s");
        private readonly Figure _latencies = findings.Begin("clients-latency", "GET /v1/containers: how long a client waits", "ms");
        private readonly Figure _lists = findings.Begin("containers-list", "A list of all containers", "ms", "docker");
        private readonly Figure _used = findings.Begin("containers-memory", "Memory used in the machine", "MiB");
        private readonly Figure _starts = findings.Begin("machines", "One more machine, new from the template", "s");
        private readonly Figure _memory = findings.Begin("machines-memory", "Memory of all machines' QEMUs and supervisors (PSS)", "MiB");
        private readonly bool _isQuick = bench.Options.IsQuick;

        public async Task OfClientsAsync(PockrMachine machine)
        {
            foreach (var clients in _isQuick ? [1, 10] : new[] { 1, 10, 50, 200 })
            {
                Workbench.Say($"Growth: {clients} clients.");
                using var agent = machine.OpenAgent();
                await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => AskAsync(agent))); // which opens the connections
                for (var window = 0; window < Windows; window++)
                {
                    await AskTogetherAsync(agent, clients);
                }
            }
        }

        public async Task OfContainersAsync(PockrMachine machine)
        {
            using var client = machine.OpenClient();
            using var agent = machine.OpenAgent();
            var made = 0;
            foreach (var count in _isQuick ? [1, 10] : new[] { 1, 10, 100 })
            {
                Workbench.Say($"Growth: {count} containers.");
                await MakeAsync(client, made, count);
                made = count;
                for (var round = 0; round < bench.Options.Rounds; round++)
                {
                    await Turns.TakeAsync(round, () => ListAsync(count, "pockr", machine.Pockr), () => ListAsync(count, "docker", machine.Docker));
                    _used.Add($"containers: {count}", "in use", await GuestMemory.ReadMiBAsync(agent, cancellationToken));
                }
            }
        }

        public async Task OfMachinesAsync()
        {
            for (var pass = 0; pass < (_isQuick ? 1 : 2); pass++)
            {
                List<PockrMachine> machines = [];
                try
                {
                    await AddMachinesAsync(machines, _isQuick ? 3 : 8);
                }
                catch (BenchException refusal)
                {
                    findings.Note($"No more than {machines.Count - 1} machines: {refusal.Message.ReplaceLineEndings(" ")}");
                }
                finally
                {
                    await Task.WhenAll(machines.Select(machine => machine.DisposeAsync().AsTask()));
                }
            }
        }

        private static double MemoryOf(PockrMachine machine) =>
            new ProcessFigures(machine.QemuId).ProportionalMiB + new ProcessFigures(machine.SupervisorId).ProportionalMiB;

        private async Task AskTogetherAsync(HttpApi agent, int clients)
        {
            var watch = Stopwatch.StartNew();
            var times = (await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => AskUntilAsync(agent, watch)))).SelectMany(time => time).ToList();
            _rates.Add(Clients(clients), "all together", times.Count / watch.Elapsed.TotalSeconds);
            _latencies.Add(Clients(clients), "half of the answers within", Spread.Quantile(times, 0.5));
            _latencies.Add(Clients(clients), "99 of 100 within", Spread.Quantile(times, 0.99));
        }

        private async Task<List<double>> AskUntilAsync(HttpApi agent, Stopwatch watch)
        {
            var limit = TimeSpan.FromSeconds(_isQuick ? 2 : 5);
            List<double> times = [];
            while (watch.Elapsed < limit)
            {
                var start = Stopwatch.GetTimestamp();
                await AskAsync(agent);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        }

        private Task<string> AskAsync(HttpApi agent) => agent.GetAsync("v1/containers", cancellationToken);

        private Task MakeAsync(PockrClient client, int first, int end) => Parallel.ForEachAsync(
            Enumerable.Range(first, end - first),
            new ParallelOptions { MaxDegreeOfParallelism = MadeAtOnce, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                var request = new CreateContainerRequest("busybox", $"one-{number}", Cmd: ["sleep", "infinity"], Network: "none", Init: true);
                await client.Containers.StartAsync((await client.Containers.CreateAsync(request, token)).Id, token);
            });

        private Task ListAsync(int count, string by, Tool tool) => _lists.TimeAsync($"ps, containers: {count}", by, () => tool.RunAsync(["ps"], cancellationToken));

        private async Task AddMachinesAsync(List<PockrMachine> machines, int count)
        {
            while (machines.Count < count)
            {
                var machine = bench.NewMachine($"growth-{machines.Count + 1}");
                machines.Add(machine);
                Workbench.Say($"Growth: machine {machines.Count} of {count}.");
                await _starts.TimeAsync($"machine {machines.Count}", "up", () => machine.UpAsync(cancellationToken));
                _memory.Add($"machines: {machines.Count}", "all together", machines.Sum(MemoryOf));
            }
        }

        private static string Clients(int count) => $"clients: {count}";
    }
}
