using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pockr.Client;
using Pockr.Hosting;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;
using Pockr.Sdk.Tests.Hosts;
using Pockr.Sdk.Tests.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Hosting;

public sealed class PockrServicesTests : IAsyncLifetime
{
    private const string Info = "GET /v1/system/info";

    private readonly KeptLogs _logs = new();
    private int _handled;
    private FakeAgent _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _agent = (await FakeAgent.StartAsync()).On(Info, PockrHostTests.Info);

    [Fact]
    public async Task TheMachine_IsHadOnce_ByTheApplicationsHandlers_AndItsSandboxesEndWithTheApplication()
    {
        _agent.Otherwise = context =>
        {
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/v1/leases") ? 204 : 501;
            return Task.CompletedTask;
        };
        _agent.On("POST /v1/containers", """{"id":"box","warnings":[]}""").OnNothing("POST /v1/containers/box/start");
        _agent.On("GET /v1/containers/box", SandboxAnswers.Details("box", isPersistent: false));
        PockrHostProvider hosts;
        await using (var application = await StartAsync(UseAgent))
        {
            hosts = application.GetRequiredService<PockrHostProvider>();
            Assert.Empty(_agent.Requests);
            var had = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hosts.GetAsync(Cancellation).AsTask()));
            Assert.Single(had.Distinct());
            await had[0].Sandboxes.CreateAsync(new SandboxOptions { Image = "busybox" }, Cancellation);
        }

        Assert.Single(_agent.Requests, request => request == Info);
        Assert.StartsWith("DELETE /v1/leases/", _agent.Requests.Last(), StringComparison.Ordinal);
        Assert.Equal(_agent.Requests.Count, _handled);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => hosts.GetAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task TheToken_IsInNoLog()
    {
        await using var application = await StartAsync(UseAgent);
        await application.GetRequiredService<PockrHostProvider>().GetAsync(Cancellation);

        Assert.Contains($"Pockr.Hosting.PockrHostProvider: Machine {_agent.Url} is there.", _logs.Lines);
        Assert.Contains(_logs.Lines, line => line.Contains("Authorization", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AStartThatFailed_IsTriedAgain()
    {
        _agent.OnProblem(Info, 401, "InvalidToken");
        await using var application = await StartAsync(UseAgent);
        var hosts = application.GetRequiredService<PockrHostProvider>();
        await Assert.ThrowsAsync<TokenRejectedException>(() => hosts.GetAsync(Cancellation).AsTask());

        _agent.On(Info, PockrHostTests.Info);

        Assert.NotNull(await hosts.GetAsync(Cancellation));
    }

    [Fact]
    public async Task WhoWaitsNoLonger_EndsTheStartForNobodyElse()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _agent.On(Info, async context =>
        {
            asked.SetResult();
            await answer.Task;
            await context.Response.WriteAsync(PockrHostTests.Info);
        });
        await using var application = await StartAsync(UseAgent);
        var hosts = application.GetRequiredService<PockrHostProvider>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hosts.GetAsync(new CancellationToken(canceled: true)).AsTask());
        Assert.Empty(_agent.Requests);
        using var enough = new CancellationTokenSource();
        var first = hosts.GetAsync(enough.Token).AsTask();
        await asked.Task.WaitAsync(Cancellation);

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.NotNull(await hosts.GetAsync(Cancellation));
        Assert.Single(_agent.Requests);
    }

    [Fact]
    public async Task WhereItStartsWithTheApplication_TheMachineIsThere_OrTheApplicationIsNot()
    {
        await using (await StartAsync(Both))
        {
            Assert.Equal([Info], _agent.Requests);
        }

        _agent.OnProblem(Info, 401, "InvalidToken");
        await Assert.ThrowsAsync<TokenRejectedException>(() => StartAsync(Both));

        void Both(PockrOptions options)
        {
            UseAgent(options);
            options.StartsWithApplication = true;
        }
    }

    [Theory]
    [InlineData("/relative", "secret", "default", 1, "Pockr's Agent '/relative' is no address of an agent. Give one")]
    [InlineData("ftp://127.0.0.1", "secret", "default", 1, "Pockr's Agent 'ftp://127.0.0.1/' is no address of an agent. Give one")]
    [InlineData("http://127.0.0.1:1", " ", "default", 1, "Pockr's Agent 'http://127.0.0.1:1/' is without its Token. Give what 'pockr token' prints.")]
    [InlineData(null, "secret", "default", 1, "Pockr's Token is without the Agent it is of.")]
    [InlineData(null, null, "No Name", 1, "Pockr's Host: 'No Name' cannot be a machine's name. Use 1 to 32")]
    [InlineData(null, null, "default", 0, "Pockr's Host: The machine cannot be made like this:\n  cpus")]
    public async Task OptionsThatCannotBe_EndTheApplicationsStart(string? agent, string? token, string machine, int cpus, string message)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
        {
            options.Agent = agent is null ? null : new Uri(agent, UriKind.RelativeOrAbsolute);
            options.Token = token;
            options.Host = new() { Machine = machine, Cpus = cpus };
        }));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await _agent.DisposeAsync();

    private void UseAgent(PockrOptions options) => (options.Agent, options.Token) = (_agent.Url, "secret");

    private async Task<RunningApplication> StartAsync(Action<PockrOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddPockr(configure).AddHttpMessageHandler(() => new HandlerOfOurs(() => Interlocked.Increment(ref _handled)));
        return await RunningApplication.StartAsync(builder.Build(), Cancellation);
    }
}
