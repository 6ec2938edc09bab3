using System.Diagnostics;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;
using Pockr.Sdk.Tests.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Telemetry;

public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Exec = "POST /v1/containers/box/exec";

    private FakeAgent _agent = null!;
    private PockrClient _client = null!;
    private SandboxesClient _sandboxes = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _client = new PockrClient(_agent.Url, "secret");
        _sandboxes = new SandboxesClient(_client);
        foreach (var id in new[] { "c1", "box" })
        {
            _agent.On($"GET /v1/containers/{id}", SandboxAnswers.Details("box", isPersistent: false)).OnNothing($"DELETE /v1/containers/{id}");
        }
    }

    [Fact]
    public async Task ASandbox_IsObserved_FromItsMakingToItsEnd()
    {
        _agent.On("POST /v1/containers", """{"id":"c1","warnings":[]}""").OnNothing("POST /v1/containers/c1/start");
        _agent.OnLines(Exec, """{"exitCode":0}""");
        using var observer = new Observer();

        await using (var sandbox = await _sandboxes.CreateAsync(new SandboxOptions { Image = "busybox", EndsWithProgram = false }, Cancellation))
        {
            await sandbox.RunAsync("true", cancellationToken: Cancellation);
        }

        Assert.Equal(
            ["sandbox create container.image.name=busybox container.name=box", $"sandbox run container.name=box {Ended("ok", 0)}"],
            observer.Spans.Select(Text));
        Assert.All(observer.Spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
        Assert.Equal(
            [
                "pockr.sandbox.created 1", "pockr.sandbox.create.duration s",
                "pockr.sandbox.run.duration s pockr.run.outcome=ok", "pockr.sandbox.closed 1",
            ],
            observer.Measurements);
    }

    [Theory]
    [InlineData("""{"exitCode":3}""", "failed", 3, false, false)]
    [InlineData("""{"exitCode":137,"timedOut":true}""", "timed_out", 137, true, false)]
    [InlineData("""{"stream":"stdout","text":"hidden output"}{"exitCode":0}""", "ok", 0, false, true)]
    public async Task ARunsEnd_IsObserved_AndNothingThatMayBeSecret(string lines, string outcome, int exitCode, bool timedOut, bool truncated)
    {
        _agent.OnLines(Exec, lines.Replace("}{", "}\n{", StringComparison.Ordinal));
        var sandbox = await _sandboxes.GetAsync("box", Cancellation);
        using var observer = new Observer();

        await sandbox.RunAsync(new SandboxRun(["sh", "-c", "hidden command"], Env: ["KEY=hidden"], Stdin: "hidden", MaxOutputBytes: 4), Cancellation);

        var span = Assert.Single(observer.Spans);
        Assert.Equal($"sandbox run container.name=box {Ended(outcome, exitCode, timedOut, truncated)}", Text(span));
        Assert.Empty(span.Events);
        Assert.Equal([$"pockr.sandbox.run.duration s pockr.run.outcome={outcome}"], observer.Measurements);
    }

    [Fact]
    public async Task WhatFails_IsAnError_WithItsCode()
    {
        _agent.OnProblem("POST /v1/containers", 404, ProblemCodes.ImageNotFound, "hidden").OnProblem(Exec, 409, ProblemCodes.ContainerNotRunning, "hidden");
        var sandbox = await _sandboxes.GetAsync("box", Cancellation);
        using var observer = new Observer();

        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => _sandboxes.CreateAsync(new SandboxOptions { Image = "none", EndsWithProgram = false }, Cancellation));
        await Assert.ThrowsAsync<ResourceConflictException>(() => sandbox.RunAsync("x", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<MachineException>(() => PockrHost.StartAsync(new HostOptions { Machine = "No Name" }, Cancellation));

        Assert.Equal(
            [
                "sandbox create container.image.name=none error.type=image_not_found",
                "sandbox run container.name=box error.type=container_not_running",
                "machine start pockr.machine.name=No Name error.type=machine_settings_invalid",
            ],
            observer.Spans.Select(Text));
        Assert.All(observer.Spans, span => Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription)));
        Assert.Equal(
            [
                "pockr.sandbox.create.duration s error.type=image_not_found",
                "pockr.sandbox.run.duration s error.type=container_not_running",
                "pockr.machine.start.duration s error.type=machine_settings_invalid",
            ],
            observer.Measurements);
    }

    [Fact]
    public async Task ARunThatIsGivenUp_HasNoOutcome_AndIsNoError()
    {
        _agent.OnLines(Exec, """{"stream":"stdout","text":"a"}""", """{"exitCode":0}""");
        var sandbox = await _sandboxes.GetAsync("box", Cancellation);
        using var observer = new Observer();

        await foreach (var _ in sandbox.StreamAsync(new SandboxRun(["x"])))
        {
            break;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunAsync("x", cancellationToken: new CancellationToken(true)));

        Assert.Equal(["sandbox run container.name=box", "sandbox run container.name=box error.type=cancelled"], observer.Spans.Select(Text));
        Assert.All(observer.Spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    public async ValueTask DisposeAsync()
    {
        await _sandboxes.DisposeAsync();
        _client.Dispose();
        await _agent.DisposeAsync();
    }

    private static string Ended(string outcome, int exitCode, bool timedOut = false, bool truncated = false) =>
        $"pockr.run.outcome={outcome} process.exit.code={exitCode} pockr.run.timed_out={timedOut} pockr.run.truncated={truncated}";

    private static string Text(Activity span) => span.OperationName + Observer.Text([.. span.TagObjects]);
}
