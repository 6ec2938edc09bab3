using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.Contracts;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Identity;

namespace Pockr.GuestAgent.Tests.Identity;

/// <summary>The channel over a socket instead of the machine's port.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class IdentityChannelTests : IDisposable
{
    private const string Token = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly string s_digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pockr-identity-");
    private readonly List<MachineIdentity> _become = [];
    private readonly Socket _launcher = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly AgentOptions _options;
    private readonly AccessToken _token;
    private StreamReader _answers = StreamReader.Null;
    private NetworkStream? _port;
    private int _warmUps;

    public IdentityChannelTests()
    {
        _options = new AgentOptions
        {
            CommandLineFile = Path.Combine(_directory.FullName, "cmdline"),
            RunDirectory = _directory.FullName,
            VirtioPorts = Path.Combine(_directory.FullName, "ports"),
            Devices = "/dev",
        };
        File.WriteAllText(_options.CommandLineFile, "quiet pockr.token=channel\n");
        _token = AccessToken.Read(_options, NullLogger.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Good =>
        $$$"""{"id":"1","identity":{"tokenSha256":"{{{s_digest}}}","hostName":"web","machineId":"{{{new string('a', 32)}}}","entropy":"AAEC"}}""";

    [Fact(Timeout = 60_000)]
    public async Task AnIdentity_IsBecome_AndItsTokenIsThatOfTheNextAgentToo()
    {
        await ServeAsync();
        Assert.False(_token.IsConfigured);

        Assert.Equal("""{"id":"1","version":0}""", await AskAsync(Good));

        Assert.Equal("web", Assert.Single(_become).HostName);
        Assert.True(_token.Matches(Token));
        Assert.False(_token.Matches(Token.Replace('0', '1')));
        Assert.True(AccessToken.Read(_options, NullLogger.Instance).Matches(Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory.FullName, "token.sha256")));
        Assert.DoesNotContain(Directory.EnumerateFiles(_directory.FullName), file => File.ReadAllText(file).Contains(Token, StringComparison.Ordinal));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("{", "It is not JSON of the expected form")]
    [InlineData("null", "It is empty.")]
    [InlineData("""{"id":"1"}""", "It asks for nothing")]
    [InlineData("""{"id":"1","identity":{"tokenSha256":"x"}}""", "It is not JSON of the expected form")]
    [InlineData("""{"id":"1","warmup":true,"unheardOf":1}""", "It is not JSON of the expected form")]
    [InlineData("""{"id":"1","identity":{"tokenSha256":"x","hostName":"../x","machineId":"A","entropy":"?","unixMilliseconds":1}}""",
        "tokenSha256 has not 64 hexadecimal digits. hostName is '../x'", "machineId has not", "entropy is not Base64.", "unixMilliseconds is 1;")]
    public async Task ABadLine_ChangesNothing_AndTheNextIsTaken(string line, params string[] reasons)
    {
        await ServeAsync();

        var answer = JsonNode.Parse(await AskAsync(line))!;

        Assert.All(reasons, reason => Assert.Contains(reason, (string?)answer["error"], StringComparison.Ordinal));
        Assert.Equal((0, false), (_become.Count, _token.IsConfigured));
        Assert.Equal("""{"id":"1","version":0}""", await AskAsync(Good));
    }

    [Fact(Timeout = 60_000)]
    public async Task ALauncherOfAnotherVersion_IsToldWhichThisOneIs()
    {
        await ServeAsync();

        Assert.Equal(
            """{"id":"7","error":"It is of version 1 of the identity channel, and this agent speaks 0.","version":0}""",
            await AskAsync("""{"id":"7","version":1,"identity":"a name of the future"}"""));

        Assert.Equal((0, false), (_become.Count, _token.IsConfigured));
    }

    [Fact(Timeout = 60_000)]
    public async Task ALineWithoutEnd_IsNotKept()
    {
        await ServeAsync();

        Assert.Contains("more than 65536 bytes", await AskAsync(new string('x', 1 << 20)), StringComparison.Ordinal);

        Assert.Equal("""{"id":"1","version":0}""", await AskAsync(Good));
    }

    [Fact(Timeout = 60_000)]
    public async Task AWarmUp_IsAnsweredWhenItIsDone()
    {
        await ServeAsync();

        Assert.Equal("""{"id":"w","version":0}""", await AskAsync("""{"id":"w","warmUp":true}"""));

        Assert.Equal((1, false), (_warmUps, _token.IsConfigured));
    }

    [Fact]
    public void ThePort_IsFoundByItsName()
    {
        Assert.Null(IdentityPort.Find(_options));

        WritePort("vport1p1", "org.qemu.guest_agent.0");
        WritePort("vport1p2", IdentityPort.Name);

        Assert.Equal("/dev/vport1p2", IdentityPort.Find(_options));
    }

    [Fact]
    public void Settings_ThatAreOthers_AreKept()
    {
        var identity = new MachineIdentity(s_digest, "web", new string('a', 32), "AAEC");
        var hosts = Path.Combine(_directory.FullName, "hosts");
        File.WriteAllText(hosts, "127.0.0.1 localhost pockr\n10.0.0.7 db\n");

        MachineSelf.WriteSettings(identity, _directory.FullName);
        MachineSelf.WriteSettings(identity, _directory.FullName);

        Assert.Equal("127.0.0.1 localhost web\n10.0.0.7 db\n", File.ReadAllText(hosts));
        Assert.Equal($"{identity.MachineId}\n", File.ReadAllText(Path.Combine(_directory.FullName, "machine-id")));
    }

    public void Dispose()
    {
        _port?.Dispose();
        _answers.Dispose();
        _launcher.Dispose();
        _directory.Delete(recursive: true);
    }

    private void WritePort(string device, string name) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_options.VirtioPorts, device)).FullName, "name"), $"{name}\n");

    private async Task ServeAsync()
    {
        var address = new UnixDomainSocketEndPoint(Path.Combine(_directory.FullName, "port.sock"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen();
        await _launcher.ConnectAsync(address, Cancellation);
        _answers = new StreamReader(new NetworkStream(_launcher));
        _port = new NetworkStream(await listener.AcceptAsync(Cancellation), ownsSocket: true);
        var requests = new IdentityRequests(_token, _become.Add, WarmUpAsync);
        var channel = new IdentityChannel(_options, requests, NullLogger<IdentityChannel>.Instance);
        new Thread(() => Serve(channel, _port)) { IsBackground = true }.Start();
    }

    private static void Serve(IdentityChannel channel, NetworkStream port)
    {
        try
        {
            channel.Serve(port);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private Task WarmUpAsync()
    {
        _warmUps++;
        return Task.CompletedTask;
    }

    private async Task<string> AskAsync(string line)
    {
        await _launcher.SendAsync(Encoding.UTF8.GetBytes($"\n{line}\n"), Cancellation);
        return (await _answers.ReadLineAsync(Cancellation))!;
    }
}
