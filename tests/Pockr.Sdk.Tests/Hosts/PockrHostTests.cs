using Pockr.Client;
using Pockr.Sdk.Hosts;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Hosts;

public sealed class PockrHostTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("pockr-host-").FullName;
    private FakeAgent _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _agent = await FakeAgent.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Connecting_AsksWithTheToken_AndStoppingIsTheStartersAffair()
    {
        _agent.On("GET /v1/system/info", Info);

        await using var host = await PockrHost.ConnectAsync(_agent.Url, "secret", Cancellation);

        Assert.Equal("Bearer secret", Assert.Single(_agent.Authorizations));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.SuspendAsync(Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.PowerOffAsync(Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.RemoveMachineAsync(Cancellation));
    }

    [Fact]
    public async Task AWrongToken_IsToldAtOnce()
    {
        _agent.On("GET /v1/system/info", """{"code":"InvalidToken","detail":"No.","remedy":"Another.","status":401}""", 401);

        await Assert.ThrowsAsync<TokenRejectedException>(() => PockrHost.ConnectAsync(_agent.Url, "wrong", Cancellation));
    }

    [Theory]
    [InlineData("No Name", 1024, null, "machine_settings_invalid")]
    [InlineData("fine", -5, null, "machine_settings_invalid")]
    [InlineData("fine", 1024, "nowhere", "machine_image_not_found")]
    public async Task AMachineThatCannotBe_IsRefused_WithCodeAndRemedy_AndNothingIsLeft(string machine, int memory, string? image, string code)
    {
        var options = new HostOptions
        {
            Home = _home, Machine = machine, MemoryMiB = memory, Image = image is null ? null : Path.Combine(_home, image), Program = "/nowhere/pockr",
        };

        var failure = await Assert.ThrowsAsync<MachineException>(() => PockrHost.StartAsync(options, Cancellation));

        Assert.Equal(code, failure.Code);
        Assert.NotEmpty(failure.Remedy);
        Assert.NotEqual(0, failure.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_home, "vms", machine)));
    }

    [Fact]
    public void OptionsThatCannotBe_AreToldBeforeAnythingIsLookedFor()
    {
        new HostOptions().Validate();

        Assert.Contains("-1", Assert.Throws<MachineException>(() => new HostOptions { Cpus = -1 }.Validate()).Message, StringComparison.Ordinal);
    }

    internal const string Info =
        """
        {"engineVersion":"26.1.5","engineApiVersion":"1.45","agentVersion":"0.1.0","kernelVersion":"6.12","architecture":"x86_64","operatingSystem":"Pockr",
         "cpus":1,"memoryBytes":1,"uptimeSeconds":1,"storageDriver":"overlay2"}
        """;
}
