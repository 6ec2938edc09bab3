using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Bench.Suites;

/// <summary>What users do with containers: by the SDK, by <c>pockr</c>, and by <c>docker</c>, with the same machine; and by <c>docker</c> on this host itself.</summary>
internal sealed class OperationsSuite : ISuite
{
    private const string Sdk = "SDK";
    private const string Pockr = "pockr";
    private const string Docker = "docker";
    private const string HostDocker = "docker on this host";
    private const string Standing = "standing";
    private const int Requests = 100;

    private static readonly SandboxOptions s_options = new() { Image = "busybox", Network = "none" };

    public string Name => "operations";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        await using var machine = bench.NewMachine("operations");
        await machine.UpAsync(cancellationToken);
        await using var host = await PockrHost.StartAsync(
            new() { Home = bench.Home, Machine = machine.Name, Image = bench.Options.Image, Program = bench.Options.Pockr }, cancellationToken);
        await using var onHost = await HostEngine.TryStartAsync(bench.Scratch, findings.Note, cancellationToken);
        await using var sandbox = await host.Sandboxes.CreateAsync(s_options with { Name = Standing }, cancellationToken);
        await using var pool = new SandboxPool(host.Sandboxes, s_options, size: 1);
        var run = new Run(bench, findings, machine, host, sandbox, pool, onHost?.Docker, cancellationToken);
        await run.PrepareAsync();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            Workbench.Say($"Operations, round {round + 1} of {bench.Options.Rounds}.");
            await run.RoundAsync(round);
        }

        findings.Note("A pool hands out a sandbox that was made before; `docker run -d` and `Isolation.Vm` stand beside it as what a program would wait for otherwise.");
    }

    /// <summary>One run of the suite.</summary>
    private sealed class Run(
        Workbench bench, Findings findings, PockrMachine machine, PockrHost host, Sandbox sandbox, SandboxPool pool, Tool? onHost, CancellationToken cancellationToken)
    {
        private readonly Figure _commands = findings.Begin("operations", "Containers and commands in them", "ms", Docker);
        private readonly Figure _sandboxes = findings.Begin("sandboxes", "A new sandbox", "ms", Docker);
        private readonly Figure _requests = findings.Begin("requests", "GET of one container, over a connection that is kept", "ms", "dockerd, by docker.sock");

        /// <summary>What is done for the first time takes longer; each is done once before it is measured.</summary>
        public async Task PrepareAsync()
        {
            await sandbox.RunAsync("true", cancellationToken: cancellationToken);
            await machine.Docker.RunAsync(["run", "-d", "--name", "talker", "--network", "none", "busybox", "sh", "-c", "seq 1000; sleep infinity"], cancellationToken);
            foreach (var tool in new[] { machine.Pockr, machine.Docker })
            {
                await tool.RunAsync(["exec", Standing, "true"], cancellationToken);
                await tool.RunAsync(["logs", "talker"], cancellationToken);
            }

            if (onHost is not null)
            {
                var archive = Path.Combine(bench.Scratch, "busybox.tar");
                await machine.Docker.RunAsync(["save", "-o", archive, "busybox"], cancellationToken);
                await onHost.RunAsync(["load", "-i", archive], cancellationToken);
                await onHost.RunAsync(["run", "-d", "--init", "--network", "none", "--name", Standing, "busybox", "sleep", "infinity"], cancellationToken);
                await onHost.RunAsync(["run", "-d", "--network", "none", "--name", "talker", "busybox", "sh", "-c", "seq 1000; sleep infinity"], cancellationToken);
            }
        }

        public async Task RoundAsync(int round)
        {
            await WhenPoolIsReadyAsync();
            await Turns.TakeAsync(
                round,
                () => _commands.TimeAsync("exec NAME true", Sdk, () => sandbox.RunAsync("true", cancellationToken: cancellationToken)),
                () => CommandAsync("exec NAME true", Pockr, machine.Pockr, "exec", Standing, "true"),
                () => CommandAsync("exec NAME true", Docker, machine.Docker, "exec", Standing, "true"),
                () => CommandAsync("exec NAME true", HostDocker, onHost, "exec", Standing, "true"));
            await BothAsync(round, "run --rm IMAGE true", "run", "--rm", "busybox", "true");
            await BothAsync(round, "run --rm --network none IMAGE true", "run", "--rm", "--network", "none", "busybox", "true");
            await BothAsync(round, "logs NAME, 1000 lines", "logs", "talker");
            await BothAsync(round, "ps", "ps");
            await MakeSandboxesAsync(round);
            await AskAsync(round);
        }

        private Task BothAsync(int round, string subject, params string[] arguments) => Turns.TakeAsync(
            round,
            () => CommandAsync(subject, Pockr, machine.Pockr, arguments),
            () => CommandAsync(subject, Docker, machine.Docker, arguments),
            () => CommandAsync(subject, HostDocker, onHost, arguments));

        private Task CommandAsync(string subject, string by, Tool? tool, params string[] arguments) =>
            tool is null ? Task.CompletedTask : _commands.TimeAsync(subject, by, () => tool.RunAsync(arguments, cancellationToken));

        private Task MakeSandboxesAsync(int round) => Turns.TakeAsync(
            round,
            () => SandboxAsync("CreateAsync", () => host.Sandboxes.CreateAsync(s_options, cancellationToken)),
            () => DetachedAsync(Docker, machine.Docker),
            () => DetachedAsync(HostDocker, onHost),
            async () =>
            {
                await WhenPoolIsReadyAsync();
                await SandboxAsync("SandboxPool.TakeAsync", () => pool.TakeAsync(cancellationToken));
                await WhenPoolIsReadyAsync();
            },
            () => SandboxAsync("CreateAsync, Isolation.Vm", () => host.Sandboxes.CreateAsync(s_options with { Isolation = Isolation.Vm }, cancellationToken)));

        private async Task SandboxAsync(string by, Func<Task<Sandbox>> makeAsync)
        {
            Sandbox? made = null;
            await _sandboxes.TimeAsync("busybox, no network", by, async () => made = await makeAsync());
            await made!.DisposeAsync();
        }

        private async Task DetachedAsync(string by, Tool? tool)
        {
            if (tool is not null)
            {
                await _sandboxes.TimeAsync(
                    "busybox, no network", by, () => tool.RunAsync(["run", "-d", "--init", "--network", "none", "--name", "detached", "busybox", "sleep", "infinity"], cancellationToken));
                await tool.RunAsync(["rm", "-f", "detached"], cancellationToken);
            }
        }

        /// <summary>What the agent adds to an answer of dockerd's.</summary>
        private async Task AskAsync(int round)
        {
            using var agent = machine.OpenAgent();
            using var engine = machine.OpenEngine();
            await Turns.TakeAsync(
                round,
                () => ManyAsync("agent, by its port", agent, $"v1/containers/{Standing}"),
                () => ManyAsync("dockerd, by docker.sock", engine, $"v1.41/containers/{Standing}/json"));
        }

        private async Task ManyAsync(string by, HttpApi api, string path)
        {
            await api.GetAsync(path, cancellationToken); // which opens the connection
            for (var request = 0; request < Requests; request++)
            {
                await _requests.TimeAsync("GET of a container", by, () => api.GetAsync(path, cancellationToken));
            }
        }

        /// <summary>Nothing else is measured while the pool is at work.</summary>
        private async Task WhenPoolIsReadyAsync()
        {
            while (pool.ReadyCount == 0)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
