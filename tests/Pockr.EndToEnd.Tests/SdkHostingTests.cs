using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pockr.Hosting;
using Pockr.Testing;

namespace Pockr.EndToEnd.Tests;

/// <summary>Applications whose services have sandboxes.</summary>
[Collection(nameof(Programs))]
public sealed class SdkHostingTests(ProgramsHome home) : IAsyncLifetime
{
    private readonly KeptLogs _logs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        return default;
    }

    [Fact(Timeout = 600_000)]
    public async Task AnApplication_StartsItsMachine_SaysSo_AndLeavesNoSandboxBehind()
    {
        await using (var services = Services())
        {
            await Task.WhenAll(services.GetServices<IHostedService>().Select(service => service.StartAsync(Cancellation)));
            var host = await services.GetRequiredService<PockrHostProvider>().GetAsync(Cancellation);
            var sandbox = await host.Sandboxes.CreateAsync(new() { Image = "busybox", Network = "none" }, Cancellation);
            Assert.Equal("42\n", (await sandbox.RunAsync("echo $((6 * 7))", cancellationToken: Cancellation)).Stdout);
        }

        Assert.Equal("running", (string?)(await home.Cli.JsonAsync("status"))["state"]);
        Assert.Empty((await home.Cli.JsonAsync("sandbox", "list")).AsArray());
        Assert.Contains("Pockr.Hosting.PockrHostProvider: Machine default is there.", _logs.Lines);
        Assert.Contains(_logs.Lines, line => line.StartsWith("Pockr.Hosting.PockrHostProvider: Machine default: ", StringComparison.Ordinal));
        Assert.Contains(_logs.Lines, line => line.StartsWith("System.Net.Http.HttpClient.Pockr.", StringComparison.Ordinal));
        var token = (await home.Cli.MustAsync("token")).TrimEnd();
        Assert.DoesNotContain(_logs.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync() => await home.RemoveMachineAsync();

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        services.AddPockr(options =>
        {
            options.Host = new() { Home = home.Path, Image = Requirements.Image };
            options.StartsWithApplication = true;
        });
        return services.BuildServiceProvider();
    }
}
