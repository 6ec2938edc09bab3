using Pockr.Client;
using Pockr.Sdk.Hosts;

namespace Pockr.EndToEnd.Tests;

/// <summary>What programs are told of a host, its machine and the sandboxes in it.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkCheckTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HostOptions Options => new() { Home = vm.Cli.Home };

    [Fact(Timeout = 300_000)]
    public async Task AMachineInOrder_IsFoundSo_AndASandboxNobodyClosed_IsTold()
    {
        await using var host = await PockrHost.StartAsync(Options, Cancellation);
        await using var connected = await PockrHost.ConnectAsync(new Uri(vm.Url), vm.Token, PockrClient.CreateTransport(), Cancellation);
        var (ofHost, ofAgent) = (await host.CheckAsync(cancellationToken: Cancellation), await connected.CheckAsync(cancellationToken: Cancellation));
        Assert.DoesNotContain(ofHost, finding => finding.Status == FindingStatus.Error);
        Assert.Contains(ofHost, finding => finding is { Id: "vm.default.health", Status: FindingStatus.Ok });
        Assert.All(ofAgent, finding => Assert.Equal((FindingStatus.Ok, "agent"), (finding.Status, finding.Id.Split('.')[0])));

        await using var left = await host.Sandboxes.CreateAsync(new() { Image = "busybox", Network = "none", EndsWithProgram = false }, Cancellation);
        await left.StopAsync(Cancellation);

        AssertLeft(await host.CheckAsync(cancellationToken: Cancellation), "vm.default.sandboxes");
        AssertLeft(await connected.CheckAsync(cancellationToken: Cancellation), "agent.sandboxes");
        AssertLeft(await PockrHost.CheckThisHostAsync(Options, cancellationToken: Cancellation), "vm.default.sandboxes");

        void AssertLeft(IReadOnlyList<HostFinding> found, string id)
        {
            var finding = found.Single(finding => finding.Id == id);
            Assert.Equal(FindingStatus.Warning, finding.Status);
            Assert.Contains(left.Name, finding.Reason, StringComparison.Ordinal);
        }
    }
}
