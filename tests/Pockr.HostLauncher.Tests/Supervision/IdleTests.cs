using System.Globalization;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Supervision;

namespace Pockr.HostLauncher.Tests.Supervision;

public sealed class IdleTests : IDisposable
{
    private const string Client = "  TCP[ESTABLISHED]   28       127.0.0.1  7080       10.0.2.15  7080     0     0\r\n";

    private readonly TemporaryHome _place = new();
    private readonly FakeHost _host = new();
    private readonly IdlePause _pause;
    private readonly MachinePersona _persona;

    public IdleTests()
    {
        Directory.CreateDirectory(Files.Directory);
        _pause = new IdlePause(_host, new Suspension(new MachineStore(_host), _host), new Reminder(_host));
        _persona = new MachinePersona(MachineName.Parse(MachineName.Default), MachineToken.Ensure(Files));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _place.Files();

    [Fact]
    public async Task AMachineNobodyIsConnectedTo_StandsStill_UntilSomebodyConnects()
    {
        Assert.True(await _pause.TryBeginAsync(Files, Cancellation));
        Assert.Contains("stop", _host.MonitorLines);

        var ending = _pause.EndAsync(Files, _persona, Cancellation);
        Assert.DoesNotContain("cont", _host.MonitorLines);
        _host.UserNetwork = Client;
        await ending;

        Assert.Equal("cont", _host.MonitorLines.Last(line => line is "cont" or "stop"));
        Assert.Equal((_persona, true), Assert.Single(_host.Told)); // the clock stood still
    }

    [Theory]
    [InlineData(Client)]
    [InlineData("  UDP[HOST_FORWARD]  13       127.0.0.1 18082       10.0.2.15 18082     0     0\r\n")]
    public async Task AMachineThatSomebodyIsOrMayBeConnectedTo_IsNotPaused(string network)
    {
        _host.UserNetwork = network;

        Assert.False(await _pause.TryBeginAsync(Files, Cancellation));

        Assert.DoesNotContain("stop", _host.MonitorLines);
    }

    [Fact]
    public async Task AMachineThatIsStartedOrStoppedJustNow_IsNotPaused()
    {
        using var held = FileLock.TryAcquire(Files.Lock);

        Assert.False(await _pause.TryBeginAsync(Files, Cancellation));
    }

    [Fact]
    public async Task AMachineThatIsBeingSuspended_IsNotLetGoOn()
    {
        Assert.True(await _pause.TryBeginAsync(Files, Cancellation));
        _host.UserNetwork = Client;
        using (FileLock.TryAcquire(Files.Lock))
        {
            var ending = _pause.EndAsync(Files, _persona, Cancellation);
            var looks = _host.MonitorLines.Count;
            while (_host.MonitorLines.Count < looks + 4)
            {
                await Task.Delay(10, Cancellation);
            }

            Assert.DoesNotContain("cont", _host.MonitorLines);
            await _host.ExecuteAsync(Files, "cont", Cancellation); // as whoever holds the lock does in the end
            await ending;
        }

        Assert.Single(_host.MonitorLines, "cont");
    }

    [Fact]
    public async Task AQemuThatTakesNoTime_IsIdle()
    {
        await new IdleWatch(_host).WaitAsync(_host.Add("qemu-system-x86"), TimeSpan.FromMilliseconds(10), Cancellation);
    }

    [Fact]
    public async Task Status_OfAPausedMachine_DoesNotWakeIt()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Host.MonitorAnswers["query-status"] = """{"running":false}""";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("status"));

        Assert.Contains("paused", launcher.Out, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Down_LetsAPausedMachineGoOnFirst()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem("POST /vm/exec", 500, "internal_error");
        launcher.Host.MonitorAnswers["query-status"] = """{"running":false}""";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down", "--power-off"));

        Assert.Equal(["query-status", "migrate_cancel", "cont", "system_powerdown", "quit"], launcher.Host.MonitorLines);
    }

    [Theory]
    [InlineData("-1", ExitCodes.InvalidSettings)]
    [InlineData("1e9", ExitCodes.InvalidSettings)]
    [InlineData("soon", ExitCodes.InvalidSettings)]
    [InlineData("99999", ExitCodes.InvalidSettings)]
    [InlineData("0.5", ExitCodes.Success)]
    public async Task Up_TakesMinutesWithAFraction(string minutes, int exitCode)
    {
        await using var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        launcher.Place.WriteImage();

        Assert.Equal(exitCode, await launcher.RunAsync(
            "up", "--image", launcher.Place.ImageDirectory, "--port", launcher.Agent.Url.Port.ToString(CultureInfo.InvariantCulture), "--idle-pause", minutes, "--no-template"));
    }

    public void Dispose() => _place.Dispose();
}
