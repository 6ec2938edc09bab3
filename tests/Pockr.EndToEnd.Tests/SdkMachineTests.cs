using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;

namespace Pockr.EndToEnd.Tests;

/// <summary>The machine itself as programs use it.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkMachineTests(RunningVm vm) : IDisposable
{
    private readonly PockrClient _client = new(new Uri(vm.Url), vm.Token, PockrClient.CreateTransport());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task It_TellsHowItIs()
    {
        Assert.Equal(new Uri(vm.Url), _client.Agent);
        Assert.Equal(Health.Ok, (await _client.GetHealthAsync(Cancellation)).Status);
        Assert.Equal(Health.Ok, (await _client.WaitForHealthAsync(30, Cancellation)).Status);
        Assert.Contains((await _client.GetHealthDetailsAsync(Cancellation)).Parts, part => part is { Name: "disk", Stage: HealthPart.Ok });
        Assert.True((await _client.GetInfoAsync(Cancellation)).CpuCount > 0);
        Assert.True((await _client.GetStatsAsync(Cancellation)).MemoryTotalBytes > 0);
        Assert.True((await _client.MakeSignInCodeAsync(Cancellation)).ExpiresAt > DateTimeOffset.UtcNow);
        Assert.True((await _client.GetDiskUsageAsync(Cancellation)).FreeBytes > 0);
        Assert.NotEmpty(await _client.ReadSystemLogAsync("agent", tail: 1, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Empty((await _client.PruneAsync(new PruneRequest(Labels: ["sdk-nothing"]), Cancellation)).Containers);
    }

    [Fact(Timeout = 300_000)]
    public async Task WhoHasItsAddressAndToken_HasIt()
    {
        await using var host = await PockrHost.ConnectAsync(new Uri(vm.Url), vm.Token, Cancellation);

        Assert.Equal(Health.Ok, (await host.Client.GetHealthAsync(Cancellation)).Status);
    }

    [Fact(Timeout = 300_000)]
    public async Task CommandsInIt_AreRunAndTypedTo()
    {
        Assert.Equal("root\n", (await _client.ExecInMachineAsync("id -un", Cancellation)).Stdout);
        Assert.Equal(3, (await _client.RunInMachineAsync(new VmExecRequest("exit 3"), Cancellation).LastAsync(Cancellation)).ExitCode);

        await using var terminal = await _client.OpenMachineTerminalAsync(80, 24, Cancellation);
        await terminal.WriteAsync("exit 5\n"u8.ToArray(), Cancellation);
        await foreach (var _ in terminal.ReadAsync(Cancellation))
        {
        }

        Assert.Equal(5, terminal.ExitCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task ItsSettings_ClockAndDisk_AreSet()
    {
        var settings = await _client.GetSettingsAsync(Cancellation);
        Assert.Equal(settings.Revision, (await _client.SetSettingsAsync(settings, Cancellation)).Revision);
        await _client.UnmountSharesAsync(Cancellation);
        await _client.MountSharesAsync(Cancellation);
        await _client.SetTimeAsync(DateTimeOffset.UtcNow, Cancellation);

        var growth = await _client.GrowDiskAsync(Cancellation);
        Assert.InRange(growth.TotalBytes, 1, growth.DeviceBytes);
    }

    [Fact(Timeout = 300_000)]
    public async Task WhatHappens_IsHeard_AndALeaseEndsItsContainers()
    {
        var lease = Guid.NewGuid().ToString("N");
        await _client.Leases.RenewAsync(lease, 60, Cancellation);
        using var events = await _client.Events.OpenAsync(new EventOptions { Types = ["container"] }, Cancellation);
        var labels = new Dictionary<string, string> { [Lease.Label] = lease };
        var created = await _client.Containers.CreateAsync(new CreateContainerRequest("busybox", Network: "none", Labels: labels), Cancellation);

        Assert.Equal("create", (await events.ReadAsync(Cancellation).FirstAsync(happened => happened.Id == created.Id, Cancellation)).Action);
        await _client.Leases.EndAsync(lease, Cancellation);

        var (since, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        var ends = new EventOptions { Types = ["container"], Actions = ["destroy"], Containers = [created.Id], Since = since, Until = until };
        using var past = await _client.Events.OpenAsync(ends, Cancellation);
        Assert.Equal("destroy", (await past.ReadAsync(Cancellation).SingleAsync(Cancellation)).Action);
    }

    public void Dispose() => _client.Dispose();
}
