using System.Net.Sockets;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class IdentityChannelTests : IDisposable
{
    private readonly TemporaryHome _place = new();
    private readonly Socket _qemu = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly IdentityChannel _channel = new();

    public IdentityChannelTests()
    {
        Directory.CreateDirectory(Files.Directory);
        _qemu.Bind(new UnixDomainSocketEndPoint(Files.IdentitySocket));
        _qemu.Listen();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MachineFiles Files => _place.Files();

    private MachinePersona Persona => new(MachineName.Parse("default"), MachineToken.Ensure(Files));

    [Fact(Timeout = 60_000)]
    public async Task Tell_SendsTheDigest_AndNotTheToken()
    {
        var persona = Persona;
        var told = _channel.TellAsync(Files, persona, setsClock: false, Cancellation);

        using var agent = await AcceptAsync();
        Assert.Equal("", await agent.Reader.ReadLineAsync(Cancellation));
        var line = await agent.Reader.ReadLineAsync(Cancellation);
        var request = JsonNode.Parse(line!)!;
        await agent.SayAsync($$"""{"id":"{{request["id"]}}"}""");
        await told;

        Assert.DoesNotContain(persona.Token.Value, line, StringComparison.Ordinal);
        Assert.Equal(persona.Token.Sha256, (string?)request["identity"]!["tokenSha256"]);
        Assert.Equal(("pockr", persona.MachineId), ((string?)request["identity"]!["hostName"], (string?)request["identity"]!["machineId"]));
        Assert.Null(request["identity"]!["unixMilliseconds"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersToOthers_AreNotTakenForItsOwn()
    {
        var told = _channel.TellAsync(Files, Persona, setsClock: false, Cancellation);

        using var agent = await AcceptAsync();
        await agent.SayAsync("""{"id":"another's"}""");
        await agent.SayAsync("half a li");
        await agent.SayAsync("""{"error":"It is not JSON."}""");
        var request = await agent.HearAsync();
        Assert.False(told.IsCompleted);
        await agent.SayAsync($$"""{"id":"{{request["id"]}}","error":"hostName is ''."}""");

        var failure = await Assert.ThrowsAsync<LauncherException>(() => told);
        Assert.Contains("hostName is ''.", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"id":"ID","version":1}""")]
    [InlineData("""{"id":"ID","version":1,"error":"It is of version 0, and this agent speaks 1."}""")]
    public async Task AnAgentOfANewerVersion_IsNotTakenForOneThatDidIt(string answer)
    {
        var told = _channel.TellAsync(Files, Persona, setsClock: false, Cancellation);

        using var agent = await AcceptAsync();
        var request = await agent.HearAsync();
        await agent.SayAsync(answer.Replace("ID", (string)request["id"]!, StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<LauncherException>(() => told);
        Assert.Equal(ExitCodes.AgentOfAnotherAge, failure.ExitCode);
        Assert.Contains("of a newer pockr than this one: its agent speaks version 1 ", failure.Message, StringComparison.Ordinal);
        Assert.Null(request["version"]); // the first agents would not take it
    }

    [Fact]
    public void OlderAndNewerOnes_HaveRemediesOfTheirOwn()
    {
        Assert.Contains("Use a newer pockr. The machine's disk is left", Failures.AgentOfAnotherAge(3, own: 2).Remedy, StringComparison.Ordinal);
        Assert.Contains("Start it with the pockr it was made with", Failures.AgentOfAnotherAge(1, own: 2).Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AConnectionThatEnds_IsMadeAgain()
    {
        var warm = _channel.WarmUpAsync(Files, Cancellation);
        (await AcceptAsync()).Dispose();

        using var agent = await AcceptAsync();
        var request = await agent.HearAsync();
        Assert.True((bool)request["warmUp"]!);
        await agent.SayAsync($$"""{"id":"{{request["id"]}}"}""");

        await warm;
    }

    public void Dispose()
    {
        _qemu.Dispose();
        _place.Dispose();
    }

    private async Task<Agent> AcceptAsync() => new(await _qemu.AcceptAsync(Cancellation));

    /// <summary>The other end.</summary>
    private sealed class Agent(Socket socket) : IDisposable
    {
        private readonly NetworkStream _stream = new(socket, ownsSocket: true);

        public StreamReader Reader => field ??= new StreamReader(_stream);

        public async Task<JsonNode> HearAsync()
        {
            await Reader.ReadLineAsync(Cancellation);
            return JsonNode.Parse((await Reader.ReadLineAsync(Cancellation))!)!;
        }

        public Task SayAsync(string line) => _stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{line}\n"), Cancellation).AsTask();

        public void Dispose() => _stream.Dispose();
    }
}
