using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.GuestAgent.Networks;

namespace Pockr.GuestAgent.Tests.Networks;

/// <summary>The hook itself asks, as the image has it, but for its directory; dockerd's controller is played.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NetworkKeysTests : IDisposable
{
    private const string State = """{"ociVersion":"1.0", "id":"c1", "pid": 4711, "root":"/r"}""";

    private readonly string _run = Directory.CreateTempSubdirectory("pockr-keys-").FullName;
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Socket _controller = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public NetworkKeysTests()
    {
        Directory.CreateDirectory(Path.Combine(_run, "libnetwork"));
        _controller.Bind(new UnixDomainSocketEndPoint(Path.Combine(_run, "libnetwork/ctl.sock")));
        _controller.Listen();
    }

    [Fact(Timeout = 60_000)]
    public async Task AHook_HasDockerdTold()
    {
        var keys = new NetworkKeys(new AgentOptions { RunDirectory = _run }, NullLogger<NetworkKeys>.Instance).RunAsync(_ending.Token);

        var hook = HookAsync();
        Assert.Equal("""{"ContainerID":"c1","Key":"/proc/4711/ns/net"}""", await AnswerNextAsync("success"));

        Assert.Equal((0, ""), await hook);
        Assert.DoesNotContain(Directory.GetFiles(_run), file => file.Contains("network-keys.", StringComparison.Ordinal));
        Assert.False(keys.IsCompleted);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatDockerdRefuses_AndWhatNobodyTells_IsDoneDockerdsWay(bool anAgent)
    {
        if (anAgent)
        {
            _ = new NetworkKeys(new AgentOptions { RunDirectory = _run }, NullLogger<NetworkKeys>.Instance).RunAsync(_ending.Token);
        }

        var hook = HookAsync();
        if (anAgent)
        {
            await AnswerNextAsync("no such sandbox");
        }

        Assert.Equal((0, $"-exec-root={_run} c1 ctl <{State}>"), await hook);
    }

    [Theory]
    [InlineData("/a /d c ctl 12", true)]
    [InlineData("/a /d c ctl -12", false)]
    [InlineData("/a /d c ctl", false)]
    [InlineData("", false)]
    public void ARequest_HasFiveWords(string line, bool isOne) => Assert.Equal(isOne, NetworkKeyRequest.TryParse(line) is not null);

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _controller.Dispose();
        Directory.Delete(_run, recursive: true);
    }

    private async Task<string> AnswerNextAsync(string answer)
    {
        using var asking = await _controller.AcceptAsync(Cancellation);
        var question = new byte[1024];
        var length = await asking.ReceiveAsync(question, Cancellation);
        await asking.SendAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
        return Encoding.UTF8.GetString(question, 0, length);
    }

    // In dockerd's place is a program that says what it was given.
    private async Task<(int ExitCode, string Output)> HookAsync()
    {
        var daemon = Path.Combine(_run, "libnetwork/dockerd");
        await File.WriteAllTextAsync(daemon, "#!/bin/sh\nprintf '%s <%s>' \"$*\" \"$(cat)\"\n", Cancellation);
        File.SetUnixFileMode(daemon, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = Path.Combine(_run, "network-key");
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "network-key"), Cancellation);
        await File.WriteAllTextAsync(script, text.Replace("/run/pockr", _run, StringComparison.Ordinal), Cancellation);
        var start = new ProcessStartInfo("bash", [script, daemon, $"-exec-root={_run}", "c1", "ctl"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var hook = Process.Start(start)!;
        await hook.StandardInput.WriteAsync(State);
        hook.StandardInput.Close();
        var output = await hook.StandardOutput.ReadToEndAsync(Cancellation);
        await hook.WaitForExitAsync(Cancellation);
        return (hook.ExitCode, output);
    }
}
