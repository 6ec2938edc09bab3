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
    private const int ForthAndBack = 2;
    private const int Often = 4;

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
        await TalkAsync(machine.Docker, cancellationToken);
        var hostDocker = onHost is not null && await CanPrepareAsync(onHost, machine, bench, findings, cancellationToken) ? onHost.Docker : null;
        using var run = new Run(findings, machine, host, sandbox, pool, hostDocker, cancellationToken);
        await run.RoundAsync(0); // what is done for the first time takes longer
        findings.Forget();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            Workbench.Say($"Operations, round {round + 1} of {bench.Options.Rounds}.");
            await run.RoundAsync(round);
        }

        findings.Note("A pool hands out a sandbox that was made before; `docker run -d` and `Isolation.Vm` stand beside it as what a program would wait for otherwise.");
    }

    /// <summary>Makes the same on this host itself, of the same image.</summary>
    private static async Task<bool> CanPrepareAsync(
        HostEngine onHost, PockrMachine machine, Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var archive = Path.Combine(bench.Scratch, "busybox.tar");
            await machine.Docker.RunAsync(["save", "-o", archive, "busybox"], cancellationToken);
            await onHost.Docker.RunAsync(["load", "-i", archive], cancellationToken);
            await onHost.Docker.RunAsync(["run", "-d", "--init", "--network", "none", "--name", Standing, "busybox", "sleep", "infinity"], cancellationToken);
            await TalkAsync(onHost.Docker, cancellationToken);
            return true;
        }
        catch (BenchException failure)
        {
            findings.Note($"{HostDocker}: not measured, as it cannot run containers here: {failure.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    /// <summary>A container with a log.</summary>
    private static Task<string> TalkAsync(Tool docker, CancellationToken cancellationToken) => docker.RunAsync(
        ["run", "-d", "--name", "talker", "--network", "none", "busybox", "sh", "-c", "seq 1000; sleep infinity"], cancellationToken);

    /// <summary>One run of the suite.</summary>
    private sealed class Run(
        Findings findings, PockrMachine machine, PockrHost host, Sandbox sandbox, SandboxPool pool, Tool? onHost, CancellationToken cancellationToken)
        : IDisposable
    {
        private readonly HttpApi _agent = machine.OpenAgent();
        private readonly HttpApi _engine = machine.OpenEngine();
        private readonly Figure _commands = findings.Begin("operations", "Containers and commands in them", "ms", Docker);
        private readonly Figure _sandboxes = findings.Begin("sandboxes", "A new sandbox", "ms", Docker);
        private readonly Figure _requests = findings.Begin("requests", "GET of one container, over a connection that is kept", "ms", "dockerd, by docker.sock");

        public async Task RoundAsync(int round)
        {
            await WhenPoolIsReadyAsync();
            await CommandsAsync(Often, "exec NAME true", RunInSandboxAsync, "exec", Standing, "true");
            await CommandsAsync(Often, "logs NAME, 1000 lines", null, "logs", "talker");
            await CommandsAsync(Often, "ps", null, "ps");
            await CommandsAsync(ForthAndBack, "run --rm IMAGE true", null, "run", "--rm", "busybox", "true");
            await CommandsAsync(ForthAndBack, "run --rm --network none IMAGE true", null, "run", "--rm", "--network", "none", "busybox", "true");
            await MakeSandboxesAsync(round);
            await AskAsync();
        }

        public void Dispose()
        {
            _agent.Dispose();
            _engine.Dispose();
        }

        private async Task CommandsAsync(int times, string subject, Func<string, Task>? bySdkAsync, params string[] arguments)
        {
            for (var turn = 0; turn < times; turn++)
            {
                await Turns.TakeAsync(
                    turn,
                    () => bySdkAsync?.Invoke(subject) ?? Task.CompletedTask,
                    () => CommandAsync(subject, Pockr, machine.Pockr, arguments),
                    () => CommandAsync(subject, Docker, machine.Docker, arguments),
                    () => CommandAsync(subject, HostDocker, onHost, arguments));
            }
        }

        private Task RunInSandboxAsync(string subject) =>
            _commands.TimeAsync(subject, Sdk, () => sandbox.RunAsync("true", cancellationToken: cancellationToken));

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
        private async Task AskAsync()
        {
            for (var request = 0; request < Requests; request++)
            {
                await Turns.TakeAsync(
                    request,
                    () => GetAsync("agent, by its port", _agent, $"v1/containers/{Standing}"),
                    () => GetAsync("dockerd, by docker.sock", _engine, $"v1.41/containers/{Standing}/json"));
            }
        }

        private Task GetAsync(string by, HttpApi api, string path) =>
            _requests.TimeAsync("GET of a container", by, () => api.GetAsync(path, cancellationToken));

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
