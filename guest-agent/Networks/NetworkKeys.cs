using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.GuestAgent.Networks;

/// <summary>
/// Tells dockerd the network namespaces of new containers, for their hooks (<c>/etc/pockr/network-key</c>): those would have to start dockerd
/// once more to do it. They ask by a pipe, which only root may write to.
/// </summary>
internal sealed partial class NetworkKeys(AgentOptions options, ILogger<NetworkKeys> logger)
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int LongestAnswer = 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private string Pipe => Path.Combine(options.RunDirectory, "network-keys");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Whoever waits at the pipe of an agent before this one helps itself.
        Directory.CreateDirectory(options.RunDirectory);
        File.Delete(Pipe);
        if (MakePipe(Pipe, OwnerOnly) == 0)
        {
            // Open for writing as well, it never ends; so nothing interrupts a read from it either.
            var requests = new StreamReader(Open(Pipe));
            new Thread(() => Read(requests)) { IsBackground = true, Name = nameof(NetworkKeys) }.Start();
        }
        else
        {
            LogNoPipe(Pipe, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private void Read(StreamReader requests)
    {
        while (requests.ReadLine() is { } line)
        {
            if (NetworkKeyRequest.TryParse(line) is { } request)
            {
                _ = AnswerAsync(request);
            }
        }
    }

    private async Task AnswerAsync(NetworkKeyRequest request)
    {
        try
        {
            await using var answer = Open(request.Answer);
            File.Delete(request.Answer); // it is open at both ends
            var told = await TellAsync(request);
            await answer.WriteAsync(Encoding.UTF8.GetBytes($"{told.ReplaceLineEndings(" ")}\n"));
        }
        catch (IOException)
        {
            // The hook no longer waits.
        }
    }

    private async Task<string> TellAsync(NetworkKeyRequest request)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var controller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await controller.ConnectAsync(new UnixDomainSocketEndPoint(request.Socket), patience.Token);
            await controller.SendAsync(Encoding.UTF8.GetBytes(Key(request)), patience.Token);
            var answer = new byte[LongestAnswer];
            return Encoding.UTF8.GetString(answer, 0, await controller.ReceiveAsync(answer, patience.Token));
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            LogNotTold(request.Container, failure.Message);
            return failure.Message;
        }
    }

    private static string Key(NetworkKeyRequest request) => new JsonObject
    {
        ["ContainerID"] = request.Container,
        ["Key"] = $"/proc/{request.Process}/ns/net",
    }.ToJsonString();

    private static FileStream Open(string pipe) => new(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);

    [LoggerMessage(LogLevel.Warning, "{Pipe} cannot be made: {Reason}")]
    private partial void LogNoPipe(string pipe, string reason);

    [LoggerMessage(LogLevel.Warning, "dockerd could not be told the network of {Container}: {Reason}")]
    private partial void LogNotTold(string container, string reason);
}
