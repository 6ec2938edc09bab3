using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Programs that start machines by themselves, with no pockr beside them.</summary>
[Collection(nameof(Programs))]
public sealed class SdkHostTests(ProgramsHome home) : IAsyncLifetime
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HostOptions Options => new() { Home = home.Path, Image = Requirements.Image };

    public ValueTask InitializeAsync()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        return default;
    }

    [Fact(Timeout = 900_000)]
    public async Task AMachine_IsStarted_Joined_GoesOnWhereItStood_AndIsRemoved()
    {
        await GiveUpStartingAsync();
        await using var host = await PockrHost.StartAsync(Options, Cancellation);
        await GiveUpEndingAsync(host);
        await using (var joined = await PockrHost.StartAsync(Options, Cancellation))
        {
            await RunSamplesAsync();
            await ReachAPublishedPortAsync(joined);
        }

        await host.SuspendAsync(Cancellation);
        await using (var resumed = await PockrHost.StartAsync(Options, Cancellation))
        {
            Assert.Contains(await resumed.Client.Images.ListAsync(cancellationToken: Cancellation), image => image.Tags.Contains("busybox:latest"));
            await resumed.PowerOffAsync(Cancellation);
            await resumed.RemoveMachineAsync(Cancellation);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(home.Path, "vms")));
    }

    // Before it begins, and in the middle: the machine then goes on, for whoever comes next.
    private async Task GiveUpStartingAsync()
    {
        var before = new CancellationToken(canceled: true);
        using var untouched = new HostDirectory();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PockrHost.StartAsync(Options with { Home = untouched.Path }, before));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sandbox.CreateAsync(cancellationToken: before));
        Assert.Empty(Directory.EnumerateFileSystemEntries(untouched.Path));

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var options = Options with { Progress = new Enough(enough) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PockrHost.StartAsync(options, enough.Token));
    }

    private static async Task GiveUpEndingAsync(PockrHost host)
    {
        var before = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.SuspendAsync(before));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.PowerOffAsync(before));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.RemoveMachineAsync(before));
        Assert.Equal(Health.Ok, (await host.Client.GetHealthAsync(Cancellation)).Status);
    }

    // As they stand, each in a process of its own.
    private async Task RunSamplesAsync()
    {
        Assert.Equal("42\n\n", await RunSampleAsync("Quickstart"));
        Assert.Equal("line 1\nline 2\nline 3\nended with 4\n", await RunSampleAsync("Streaming"));
        Assert.Equal("<h1>Hello from a sandbox</h1>\n\n", await RunSampleAsync("WebServer"));
        Assert.Equal("ada: right\nbob: wrong\neve: too slow\n", await RunSampleAsync("ParallelGrading"));
        Assert.Equal(
            "write /tmp/sum.sh: written\nrun sh /tmp/sum.sh 20 22: exit code 2\nexpr: syntax error\nwrite /tmp/sum.sh: written\nrun sh /tmp/sum.sh 20 22: exit code 0\n42\n",
            await RunSampleAsync("ToolLoop"));
    }

    [Fact(Timeout = 900_000)]
    public async Task AMachineOfASandboxsOwn_EndsWithIt_OrWithItsProgram()
    {
        await using var host = await PockrHost.StartAsync(Options, Cancellation);
        await host.Client.Images.TagAsync("busybox", "copied:1", Cancellation);
        await using (var sandbox = await host.Sandboxes.CreateAsync(new SandboxOptions { Image = "copied:1", Isolation = Isolation.Vm }, Cancellation))
        {
            Assert.NotEqual(await BootIdAsync(host), (await sandbox.RunAsync($"cat {BootId}", cancellationToken: Cancellation)).Stdout);
            Assert.Empty(await host.Sandboxes.ListAsync(cancellationToken: Cancellation));
            Assert.Equal(2, Machines.Count);
        }

        Assert.Equal(["default"], Machines);
        Assert.Contains("Press Enter", await RunSampleAsync("OwnMachine"), StringComparison.Ordinal);
        Assert.Equal(["default"], Machines);

        await KillAsync(await StartOwnMachineAsync(withSupervisor: true));
        await WaitAsync(() => Machines.Count == 1);

        await KillAsync(await StartOwnMachineAsync(withSupervisor: false));
        Assert.Equal(2, Machines.Count);
        await using var next = await PockrHost.StartAsync(Options, Cancellation);
        Assert.Equal(["default"], Machines);
    }

    private List<string> Machines => [.. Directory.EnumerateDirectories(Path.Combine(home.Path, "vms")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static async Task<string> BootIdAsync(PockrHost host) => (await host.Client.ExecInMachineAsync($"cat {BootId}", Cancellation)).Stdout;

    // It is held up by its standard input.
    private async Task<Process> StartOwnMachineAsync(bool withSupervisor)
    {
        var path = withSupervisor ? $"{Path.GetDirectoryName(Requirements.Launcher)}:{Environment.GetEnvironmentVariable("PATH")}" : Environment.GetEnvironmentVariable("PATH");
        var start = new ProcessStartInfo("dotnet", ["exec", SampleOf("OwnMachine")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["POCKR_HOME"] = home.Path, ["PATH"] = path },
        };
        var program = Process.Start(start)!;
        while (await program.StandardOutput.ReadLineAsync(Cancellation) is { } line && !line.StartsWith("Press", StringComparison.Ordinal))
        {
        }

        Assert.Equal(2, Machines.Count);
        return program;
    }

    private static async Task KillAsync(Process program)
    {
        using (program)
        {
            program.Kill();
            await program.WaitForExitAsync(Cancellation);
        }
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private static string SampleOf(string name) => Path.Combine(Requirements.Root, $"samples/{name}/bin/Release/net10.0/{name}.dll");

    private async Task<string> RunSampleAsync(string name)
    {
        var result = await HostCommand.RunAsync("dotnet", ["exec", SampleOf(name)], new Dictionary<string, string> { ["POCKR_HOME"] = home.Path });
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    // Nobody but this program opens it, at once.
    private static async Task ReachAPublishedPortAsync(PockrHost host)
    {
        var options = new SandboxOptions { Image = "busybox", Ports = [new PortMapping(0, 8000)] };
        await using var sandbox = await host.Sandboxes.CreateAsync(options, Cancellation);
        await sandbox.Files.WriteTextAsync("/www/index.json", "{\"at\":\"last\"}", cancellationToken: Cancellation);
        await sandbox.RunAsync("httpd -p 8000 -h /www", cancellationToken: Cancellation);
        var port = (await sandbox.GetInfoAsync(Cancellation)).Ports[0].HostPort;

        using var http = new HttpClient();
        var answer = (await http.GetFromJsonAsync<JsonNode>(new Uri($"http://127.0.0.1:{port}/index.json"), Cancellation))!;
        Assert.Equal("last", (string?)answer["at"]);
    }

    public async ValueTask DisposeAsync() => await home.RemoveMachineAsync();

    /// <summary>Gives up as soon as it is told of something.</summary>
    private sealed class Enough(CancellationTokenSource source) : IProgress<string>
    {
        public void Report(string value) => source.Cancel();
    }
}
