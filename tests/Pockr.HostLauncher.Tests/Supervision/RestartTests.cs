using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Supervision;

/// <summary>A machine that ends, and what its supervisor makes of it.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private Launcher _launcher = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _launcher.Place.Files();

    private ProcessEntry First { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _launcher = await Launcher.CreateAsync();
        _launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        _launcher.Place.WriteImage();
        _launcher.Host.AddSelf();
        _launcher.Host.OnQemu = (start, process) =>
        {
            if (start == 1)
            {
                First = process;
            }
            else
            {
                // The next one ends as well, and nobody says why: the supervisor's work is done.
                _launcher.Host.Kill(process);
                _launcher.Agent.On("GET /health", "{}", 503);
            }
        };
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("up", "--image", _launcher.Place.ImageDirectory, "--port", $"{_launcher.Agent.Url.Port}", "--no-template"));
    }

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    [Theory]
    [InlineData(null, "QEMU was killed or crashed.")]
    [InlineData("guest-reset", "The guest's kernel panicked: Fatal exception.")]
    public async Task OneThatEndedByItself_IsStartedAgain_AndStatusTells(string? cause, string reason)
    {
        await File.WriteAllTextAsync(Files.SerialLog, "Kernel panic - not syncing: Fatal exception\n", Cancellation);

        await EndAsync(cause);

        Assert.True(_launcher.Host.QemuStarts > 1);
        Assert.Equal(reason, MachineStore.FindRestarts(Files).Restarts.Single().Reason);
        await _launcher.RunAsync("status", "--json");
        var status = JsonDocument.Parse(_launcher.Out[(_launcher.Out.IndexOf('\n', StringComparison.Ordinal) + 1)..]).RootElement;
        Assert.Equal((1, reason), (status.GetProperty("restarts").GetInt32(), status.GetProperty("lastRestart").GetProperty("reason").GetString()));
        Assert.Contains(reason, await File.ReadAllTextAsync(Files.SupervisorLog, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guest-shutdown")]
    [InlineData("host-qmp-quit")]
    [InlineData("host-signal")]
    public async Task OneThatSomebodyEnded_StaysAsItIs(string cause)
    {
        await EndAsync(cause);

        Assert.Equal(1, _launcher.Host.QemuStarts);
        Assert.Empty(MachineStore.FindRestarts(Files).Restarts);
    }

    [Fact]
    public async Task OneThatAnotherPockrTookDownMeanwhile_StaysDown()
    {
        await EndAsync(null, () => MachineStore.RemoveTraces(Files));

        Assert.Equal(1, _launcher.Host.QemuStarts);
    }

    [Fact]
    public async Task OneThatEndsAgainAndAgain_IsLeftAsItIs_AndStatusSaysWhy_UntilSomebodyStartsIt()
    {
        var restart = new Restart(DateTimeOffset.UtcNow, "It ended.");
        MachineStore.Save(Files, new RestartHistory([restart, restart, restart]));

        await EndAsync(null);

        Assert.Equal(1, _launcher.Host.QemuStarts);
        Assert.Equal("QEMU was killed or crashed.", MachineStore.FindRestarts(Files).GivenUp);
        Assert.Equal(ExitCodes.NotRunning, await _launcher.RunAsync("status"));
        Assert.Matches("not restarted +QEMU was killed or crashed.", _launcher.Out);

        _launcher.Host.OnQemu = (_, _) => { };
        Assert.Equal(ExitCodes.Success, await _launcher.RunAsync("up"));
        Assert.False(File.Exists(Files.Restarts));
    }

    private async Task EndAsync(string? cause, Action? meanwhile = null)
    {
        using var events = new FakeEvents(Files.EventsSocket);
        var supervising = _launcher.SuperviseAsync(Cancellation);
        var lastWords = cause is null ? null : $$"""{"data":{"guest":true,"reason":"{{cause}}"},"event":"SHUTDOWN"}""";
        await events.ServeAsync(
            lastWords,
            () =>
            {
                _launcher.Host.Kill(First);
                meanwhile?.Invoke();
            },
            Cancellation);
        await supervising;
    }
}
