using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;

namespace Pockr.EndToEnd.Tests;

/// <summary>Testcontainers for .NET as it is, told what <c>pockr env</c> prints and nothing else.</summary>
[Collection(nameof(RestartedVm))]
public sealed class TestcontainersTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task AContainer_IsStarted_WaitedFor_Reached_AndRemoved()
    {
        foreach (var (name, value) in (await vm.Cli.JsonAsync("env")).AsObject())
        {
            Environment.SetEnvironmentVariable(name, (string)value!);
        }

        TestcontainersSettings.ResourceReaperEnabled = false; // it is an image of a registry's
        string id;
        await using (var container = new ContainerBuilder("busybox:latest")
            .WithImagePullPolicy(PullPolicy.Never)
            .WithResourceMapping(Encoding.UTF8.GetBytes("from the test"), "/srv/page")
            .WithCommand("httpd", "-f", "-v", "-h", "/srv")
            .WithPortBinding(80, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPath("/page").ForPort(80)))
            .Build())
        {
            await container.StartAsync(Cancellation);
            id = container.Id;

            using var client = new HttpClient();
            Assert.Equal("from the test", await client.GetStringAsync(new Uri($"http://{container.Hostname}:{container.GetMappedPublicPort(80)}/page"), Cancellation));
            var result = await container.ExecAsync(["sh", "-c", "wc -c </srv/page; exit 3"], Cancellation);
            Assert.Equal((3L, "13\n"), (result.ExitCode, result.Stdout));
            Assert.Equal("from the test", Encoding.UTF8.GetString(await container.ReadFileAsync("/srv/page", Cancellation)));
            var (_, errors) = await container.GetLogsAsync(timestampsEnabled: false, ct: Cancellation);
            Assert.Contains("response:200", errors, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await vm.CurlAsync($"/docker/containers/{id}/json")).Status);
    }
}
