using System.Globalization;
using Pockr.Bench.Latency;
using Pockr.Bench.Latency.Processes;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

// Latency POCKR HOME COUNT: how long what the SDK and the pockr command do takes, in COUNT rounds, each beside the same through the docker command. What is measured in one
// round is measured within seconds, so the ratios hold on a machine whose speed changes; the milliseconds alone do not.
var (pockr, home, count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var options = new SandboxOptions { Image = "busybox", Network = "none" };
await using var host = await PockrHost.StartAsync(new() { Home = home, Program = pockr, Progress = new Progress<string>(Console.Error.WriteLine) });
await using var standing = await host.Sandboxes.CreateAsync(options);
await using var pool = new SandboxPool(host.Sandboxes, options, size: 1);
var docker = new Tool("docker", "DOCKER_HOST", $"unix://{Path.Combine(home, "vms/default/docker.sock")}");
var command = new Tool(pockr, "POCKR_HOME", home);
var name = standing.Name;

var table = new Table();
await WhenReadyAsync();
for (var round = 0; round < count; round++)
{
    await table.TimeAsync("RunAsync(\"true\")", () => standing.RunAsync("true"));
    await BesideDockerAsync("exec", name, "true");
    await BesideDockerAsync("run", "--rm", "busybox", "true");

    Sandbox? made = null;
    await table.TimeAsync("CreateAsync", async () => made = await host.Sandboxes.CreateAsync(options));
    await made!.DisposeAsync();
    await table.TimeAsync("docker run -d", () => docker.RunAsync("run", "-d", "--init", "--network", "none", "--name", $"bench-{round}", "busybox", "sleep", "infinity"));
    await docker.RunAsync("rm", "-f", $"bench-{round}");

    await WhenReadyAsync();
    await table.TimeAsync("SandboxPool.TakeAsync", async () => made = await pool.TakeAsync());
    await made.DisposeAsync();

    await WhenReadyAsync();
    await table.TimeAsync("CreateAsync, Isolation.Vm", async () => made = await host.Sandboxes.CreateAsync(options with { Isolation = Isolation.Vm }));
    await made.DisposeAsync();
}

table.Write(
    Console.Out,
    ("RunAsync(\"true\")", "docker exec"),
    ("CreateAsync", "docker run -d"),
    ("SandboxPool.TakeAsync", "docker run -d"),
    ("CreateAsync, Isolation.Vm", "docker run -d"),
    ("pockr exec", "docker exec"),
    ("pockr run", "docker run"));

// One after the other, and then the other way round: what comes second finds a machine that has just done the same.
async Task BesideDockerAsync(params string[] arguments)
{
    (string Name, Tool Tool)[] both = [("pockr", command), ("docker", docker)];
    foreach (var (who, tool) in both.Concat(both.Reverse()))
    {
        await table.TimeAsync($"{who} {arguments[0]}", () => tool.RunAsync(arguments));
    }
}

// Nothing else is measured while the pool is at work.
async Task WhenReadyAsync()
{
    while (pool.ReadyCount == 0)
    {
        await Task.Delay(50);
    }
}
