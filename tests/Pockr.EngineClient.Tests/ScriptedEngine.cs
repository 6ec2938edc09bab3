using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pockr.EngineClient.Tests;

/// <summary>Answers on a Unix socket with what a real dockerd was recorded to say, one request a connection.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private const int LargestBody = 65536;

    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-engine-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<string, NetworkStream, Task> _script;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;

    /// <param name="script">Given <c>METHOD /path?query</c> and the connection; writes the answer, and may read the body.</param>
    public ScriptedEngine(Func<string, NetworkStream, Task> script)
    {
        _script = script;
        SocketPath = Path.Combine(_directory, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public ScriptedEngine(Func<string, string> script)
        : this((request, connection) => connection.WriteAsync(Encoding.UTF8.GetBytes(script(request))).AsTask())
    {
    }

    public string SocketPath { get; }

    /// <summary>Every request so far, as <c>METHOD /path?query</c> without the version.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The body of each of them; empty for an upload, which is the script's to read.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public static string Answer(int status, string body, string contentType = "application/json") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Chunked(params string[] chunks) =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        + string.Concat(chunks.Select(chunk => $"{Encoding.UTF8.GetByteCount(chunk):x}\r\n{chunk}\r\n")) + "0\r\n\r\n";

    /// <summary>Docker's answer to an attach without an upgrade: no length, ends with the connection.</summary>
    public static byte[] RawStream(params byte[][] frames) =>
        [.. "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"u8, .. frames.SelectMany(frame => frame)];

    public static byte[] Frame(byte stream, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return [stream, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _serving;
        Directory.Delete(_directory, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            Socket connection;
            try
            {
                connection = await _listener.AcceptAsync(_ending.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(connection);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        await using var connection = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var head = await ReadHeadAsync(connection);
            var words = head.Split(' ', 3);
            var request = $"{words[0]} {words[1].Replace("/v1.44", "", StringComparison.Ordinal)}";
            Bodies.Enqueue(await ReadBodyAsync(head, connection));
            Requests.Enqueue(request);
            await _script(request, connection);
        }
        catch (IOException)
        {
            // The client has gone, which some tests are about.
        }
    }

    // What is left unread would turn the end of the connection into a reset.
    private static async Task<string> ReadBodyAsync(string head, NetworkStream connection)
    {
        const string Name = "Content-Length: ";
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        var length = line is null ? 0 : int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
        var body = new byte[length < LargestBody ? length : 0];
        await connection.ReadExactlyAsync(body);
        return Encoding.UTF8.GetString(body);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream connection)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one) == 0)
            {
                throw new IOException("The client closed the connection.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
