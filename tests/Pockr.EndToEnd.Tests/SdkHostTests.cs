using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Programs that start machines by themselves, with no pockr beside them.</summary>
public sealed class SdkHostTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("pockr-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HostOptions Options => new() { Home = _home, Image = Requirements.Image };

    public ValueTask InitializeAsync()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        return default;
    }

    [Fact(Timeout = 900_000)]
    public async Task AMachine_IsStarted_Joined_GoesOnWhereItStood_AndIsRemoved()
    {
        await using var host = await PockrHost.StartAsync(Options, Cancellation);
        await using (var joined = await PockrHost.StartAsync(Options, Cancellation))
        {
            await RunSamplesAsync();
            await ReachAPublishedPortAsync(joined);
        }

        await host.SuspendAsync(Cancellation);
        await using (var resumed = await PockrHost.StartAsync(Options, Cancellation))
        {
            Assert.Contains(await resumed.Client.Images.ListAsync(cancellationToken: Cancellation), image => image.Tags.Contains("busybox:latest"));
            await resumed.RemoveMachineAsync(Cancellation);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_home, "vms")));
    }

    // As they stand, each in a process of its own.
    private async Task RunSamplesAsync()
    {
        Assert.Equal("42\n\n", await RunSampleAsync("Quickstart"));
        Assert.Equal("line 1\nline 2\nline 3\nended with 4\n", await RunSampleAsync("Streaming"));
    }

    private async Task<string> RunSampleAsync(string name)
    {
        var program = Path.Combine(Requirements.Root, $"samples/{name}/bin/Release/net10.0/{name}.dll");
        var result = await HostCommand.RunAsync("dotnet", ["exec", program], new Dictionary<string, string> { ["POCKR_HOME"] = _home });
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    // Nobody but this program opens it.
    private static async Task ReachAPublishedPortAsync(PockrHost host)
    {
        var options = new SandboxOptions { Image = "busybox", Ports = [new PortMapping(0, 8000)] };
        await using var sandbox = await host.Sandboxes.CreateAsync(options, Cancellation);
        await sandbox.Files.WriteTextAsync("/www/index.json", "{\"at\":\"last\"}", cancellationToken: Cancellation);
        var server = await sandbox.StartAsync(new SandboxRun(["httpd", "-f", "-p", "8000", "-h", "/www"]), Cancellation);
        var port = Assert.Single((await host.Client.Containers.InspectAsync(sandbox.Name, Cancellation)).Ports.DistinctBy(published => published.HostPort)).HostPort;

        using var http = new HttpClient();
        JsonNode? answer = null;
        while (answer is null)
        {
            Cancellation.ThrowIfCancellationRequested();
            try
            {
                answer = await http.GetFromJsonAsync<JsonNode>(new Uri($"http://127.0.0.1:{port}/index.json"), Cancellation);
            }
            catch (HttpRequestException)
            {
                // It is opened a moment after the sandbox has started.
            }
        }

        Assert.Equal("last", (string?)answer["at"]);
    }

    public async ValueTask DisposeAsync()
    {
        await new PockrCli(_home).RunAsync("vm", "rm", "--force", "default");
        Directory.Delete(_home, recursive: true);
    }
}
