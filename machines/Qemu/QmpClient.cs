using System.Buffers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pockr.Machines.Qemu;

/// <summary>QEMU's machine protocol: JSON lines over a Unix socket, answers mixed with events. QEMU serves one client at a time.</summary>
internal sealed class QmpClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private int _lastId;

    private QmpClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.UTF8);
    }

    /// <summary>Connects and takes part in the handshake; waits while another client is served.</summary>
    public static async Task<QmpClient> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new QmpException($"its monitor {socketPath} does not answer ({exception.Message}).", exception);
        }

        var client = new QmpClient(socket);
        try
        {
            using var greeting = await client.ReadAsync(cancellationToken);
            if (!greeting.RootElement.TryGetProperty("QMP", out _))
            {
                throw new QmpException("its monitor did not greet as QEMU does.");
            }

            await client.ExecuteAsync("qmp_capabilities", null, cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command and hands back what it returned.</summary>
    public async Task<JsonElement> ExecuteAsync(
        string command,
        JsonObject? arguments,
        CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        try
        {
            await _stream.WriteAsync(Request(command, arguments, id), cancellationToken);
        }
        catch (IOException exception)
        {
            throw new QmpException("its monitor closed the connection.", exception);
        }

        while (true)
        {
            using var answer = await ReadAsync(cancellationToken);
            var root = answer.RootElement;
            if (!root.TryGetProperty("event", out _) && root.TryGetProperty("id", out var answered) && IsNumber(answered, id))
            {
                return ResultOf(root);
            }
        }
    }

    /// <summary>Runs a line of the monitor for people and hands back what it printed.</summary>
    public async Task<string> ExecuteLineAsync(string line, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["command-line"] = line };
        var output = await ExecuteAsync("human-monitor-command", arguments, cancellationToken);
        return output.GetString() ?? "";
    }

    /// <summary>Waits for the next thing QEMU tells by itself.</summary>
    public async Task<JsonElement> ReadEventAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var message = await ReadAsync(cancellationToken);
            if (message.RootElement.TryGetProperty("event", out _))
            {
                return message.RootElement.Clone();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _stream.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsNumber(JsonElement value, int number) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var found) && found == number;

    private static JsonElement ResultOf(JsonElement answer)
    {
        if (answer.TryGetProperty("return", out var result))
        {
            return result.Clone();
        }

        var isTold = answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("desc", out var reason) && reason.ValueKind == JsonValueKind.String;
        throw new QmpException(isTold ? error.GetProperty("desc").GetString()! : "it did not say why.");
    }

    private static ReadOnlyMemory<byte> Request(string command, JsonObject? arguments, int id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("execute", command);
            if (arguments is not null)
            {
                json.WritePropertyName("arguments");
                arguments.WriteTo(json);
            }

            json.WriteNumber("id", id);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private async Task<JsonDocument> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new QmpException("its monitor closed the connection.");
            var message = JsonDocument.Parse(line);
            return message.RootElement.ValueKind == JsonValueKind.Object ? message : throw new JsonException("It is no object.");
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new QmpException($"its monitor's answer cannot be read ({exception.Message}).", exception);
        }
    }
}
