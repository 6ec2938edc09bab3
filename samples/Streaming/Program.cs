using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

// One host for several sandboxes; its machine starts if it does not run.
await using var host = await PockrHost.StartAsync(new() { Progress = new Progress<string>(Console.Error.WriteLine) });
await using var sandbox = await host.Sandboxes.CreateAsync(new() { Image = "busybox" });

var stream = sandbox.StreamAsync(new SandboxRun(["sh", "-c", "for i in 1 2 3; do echo line $i; done; echo done >&2; exit 4"]));
await foreach (var chunk in stream)
{
    (chunk.IsError ? Console.Error : Console.Out).Write(chunk.Text);
}

Console.WriteLine($"ended with {stream.End.ExitCode}");
