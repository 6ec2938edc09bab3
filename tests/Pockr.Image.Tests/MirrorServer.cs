using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pockr.Image.Tests;

/// <summary>A real HTTP server on the loopback that hands out a directory, and dies in the middle of a file when told to.</summary>
internal sealed class MirrorServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly string _directory;
    private readonly Task _serving;

    public MirrorServer(string directory)
    {
        _directory = directory;
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The file at whose half the server is gone.</summary>
    public string? DiesAt { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (!_serving.IsCompleted)
        {
            await _ended.CancelAsync();
            _listener.Stop();
            await _serving;
            _ended.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var request = await reader.ReadLineAsync(_ended.Token);
        while (await reader.ReadLineAsync(_ended.Token) is { Length: > 0 })
        {
        }

        var path = request!.Split(' ')[1];
        var file = Path.Combine(_directory, path.TrimStart('/'));
        var content = File.Exists(file) ? await File.ReadAllBytesAsync(file, _ended.Token) : null;
        var status = content is null ? "404 Not Found" : "200 OK";
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {content?.Length ?? 0}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _ended.Token);
        var dies = DiesAt is not null && path.EndsWith(DiesAt, StringComparison.Ordinal);
        await stream.WriteAsync(content.AsMemory(0, (content?.Length ?? 0) / (dies ? 2 : 1)), _ended.Token);
    }
}
