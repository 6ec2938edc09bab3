using System.Reflection;
using Pockr.Client;
using Pockr.Hosting;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;
using Pockr.Sdk.Tests.Projects;
using Pockr.Xunit;

namespace Pockr.Sdk.Tests.Cancellation;

/// <summary>Whatever is waited for can be given up: at once, and wherever it waits for the machine. Nothing is left of it.</summary>
public sealed class CancellationTests : IAsyncLifetime
{
    private const int MostRequests = 8; // some go on for ever

    // What needs a machine that was started, or the user's own: SdkHostTests, SdkFixtureTests. What goes on for others: PockrServicesTests, SandboxPoolTests.
    private static readonly string[] s_elsewhere =
    [
        $"{nameof(PockrHost)}.{nameof(PockrHost.SuspendAsync)}", $"{nameof(PockrHost)}.{nameof(PockrHost.PowerOffAsync)}",
        $"{nameof(PockrHost)}.{nameof(PockrHost.RemoveMachineAsync)}", $"{nameof(Sandbox)}.{nameof(Sandbox.CreateAsync)}",
        $"{nameof(PockrFixture)}.{nameof(PockrFixture.CreateSandboxAsync)}", $"{nameof(PockrHostProvider)}.{nameof(PockrHostProvider.GetAsync)}",
        $"{nameof(SandboxPool)}.{nameof(SandboxPool.TakeAsync)}",
    ];

    // These ask this host, and no agent.
    private static readonly string[] s_ofThisHost =
        [$"{nameof(PockrHost)}.{nameof(PockrHost.StartAsync)}", $"{nameof(PockrHost)}.{nameof(PockrHost.CheckThisHostAsync)}"];

    private static readonly Dictionary<string, CancellableCall> s_calls =
        CancellableCall.All().Where(call => !IsOf(s_elsewhere, call.Name)).ToDictionary(call => call.Name);

    private readonly TemporaryDirectory _directory = new();
    private HoldingAgent _agent = null!;
    private PockrHost _host = null!;

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    public static TheoryData<string> CallsToAnAgent => [.. s_calls.Keys.Where(name => !IsOf(s_ofThisHost, name))];

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await HoldingAgent.StartAsync();
        _host = await PockrHost.ConnectAsync(_agent.Url, "secret", Limit);
        await File.WriteAllTextAsync(_directory["file"], "text", Limit);
    }

    [Fact]
    public void WhatIsTestedElsewhere_IsThere() => Assert.All(
        s_elsewhere.Concat(s_ofThisHost), name => Assert.Contains(CancellableCall.All(), call => IsOf([name], call.Name)));

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Calls))]
    public async Task WhatIsGivenUpBefore_IsNotBegun(string name)
    {
        var target = await TargetOfAsync(s_calls[name].Method, _host);
        var before = _agent.RequestCount;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s_calls[name].InvokeAsync(target, parameter => Choose(parameter, _agent), new CancellationToken(canceled: true)));

        Assert.Equal(before, _agent.RequestCount);
        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(path => Path.GetFileName(path)));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(CallsToAnAgent))]
    public async Task WhatIsGivenUpWhileItWaits_EndsAtOnce_AndNothingIsLeftOfIt(string name)
    {
        var times = 0;
        while (times < MostRequests && await GiveUpAsync(s_calls[name], times))
        {
            times++;
        }

        Assert.NotEqual(0, times);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _agent.DisposeAsync();
        _directory.Dispose();
    }

    /// <returns>Whether it waited for another answer after so many.</returns>
    private async Task<bool> GiveUpAsync(CancellableCall call, int answers)
    {
        await using var agent = await HoldingAgent.StartAsync();
        await using var host = await PockrHost.ConnectAsync(agent.Url, "secret", Limit);
        var target = await TargetOfAsync(call.Method, host);
        agent.HoldAfter(answers);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Limit);
        var work = call.InvokeAsync(target, parameter => Choose(parameter, agent), enough.Token);
        var waits = target is EventStream or OutputStream or TerminalConnection;
        if (!waits && await Task.WhenAny(work, agent.Held) == work)
        {
            await agent.ReleaseAsync(Limit);
            return false; // it had all answers it wanted
        }

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await (waits || IsMaking(target, await agent.Held) ? Task.CompletedTask : agent.HeldIsGone.WaitAsync(Limit));
        await agent.ReleaseAsync(Limit);
        await host.DisposeAsync();
        Assert.True(agent.Made.IsEmpty || IsRequestAlone(target), $"Left: {string.Join(", ", agent.Made.Keys)}");
        return true;
    }

    // What the machine may make all the same is heard to the end, to be removed.
    private static bool IsMaking(object? target, string request) => target is Sandbox or SandboxesClient
        && (request is "POST /v1/containers" || request.EndsWith("/sessions", StringComparison.Ordinal) || request.EndsWith("/detached", StringComparison.Ordinal));

    // Whoever sends requests looks after what comes of them.
    private static bool IsRequestAlone(object? target) => target?.GetType().Assembly == typeof(PockrClient).Assembly;

    private static bool IsOf(IEnumerable<string> members, string name) => members.Any(member => name.StartsWith($"{member}(", StringComparison.Ordinal));

    private object? Choose(ParameterInfo parameter, HoldingAgent agent) => (parameter.ParameterType.Name, parameter.Name) switch
    {
        (nameof(Uri), _) => agent.Url,
        (nameof(HttpMessageHandler), _) => PockrClient.CreateTransport(),
        (nameof(HostOptions), _) => new HostOptions { Home = _directory["home"] },
        (nameof(String), "source") => _directory["file"],
        (nameof(String), "destination") when !parameter.HasDefaultValue => _directory["pulled"],
        _ => null,
    };

    private static async Task<object?> TargetOfAsync(MethodInfo method, PockrHost host) => method.IsStatic ? null : method.DeclaringType!.Name switch
    {
        nameof(PockrHost) => host,
        nameof(PockrClient) => host.Client,
        nameof(SandboxesClient) => host.Sandboxes,
        nameof(EventStream) => await host.Client.Events.OpenAsync(cancellationToken: Limit),
        nameof(OutputStream) => await host.Client.Containers.AttachAsync("box", Limit),
        nameof(TerminalConnection) => await OpenTerminalAsync(method, host.Client),
        var name when typeof(PockrClient).GetProperties().SingleOrDefault(property => property.PropertyType.Name == name) is { } part => part.GetValue(host.Client),
        var name => await PartOfAsync(await host.Sandboxes.GetAsync("box", Limit), name),
    };

    private static async Task<object> PartOfAsync(Sandbox sandbox, string name) => name switch
    {
        nameof(SandboxFiles) => sandbox.Files,
        nameof(SandboxProcess) => await sandbox.StartAsync(new SandboxRun(["x"]), Limit),
        nameof(SandboxSession) => await sandbox.OpenSessionAsync(cancellationToken: Limit),
        nameof(SandboxStream) => sandbox.StreamAsync(new SandboxRun(["x"])),
        _ => sandbox,
    };

    // One message at a time goes out; the next waits for one that nobody reads.
    private static async Task<TerminalConnection> OpenTerminalAsync(MethodInfo method, PockrClient client)
    {
        var terminal = await client.OpenMachineTerminalAsync(80, 24, Limit);
        if (method.Name is not (nameof(TerminalConnection.WriteAsync) or nameof(TerminalConnection.ReadAsync)))
        {
            _ = terminal.WriteAsync(new byte[64 << 20], Limit);
        }

        return terminal;
    }
}
