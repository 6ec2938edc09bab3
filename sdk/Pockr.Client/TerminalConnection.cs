using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>A terminal in a machine, or plain input and output; to be read once, and disposed of.</summary>
public sealed class TerminalConnection : IAsyncDisposable
{
    private const int PieceBytes = 16 * 1024;

    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);

    private readonly bool _tellsStreams;
    private bool _hasLeft;

    private TerminalConnection(bool tellsStreams) => _tellsStreams = tellsStreams;

    /// <summary>Exit code of what ran on it, once all was read.</summary>
    public int? ExitCode { get; private set; }

    internal static async Task<TerminalConnection> OpenAsync(
        Uri agent, string authorization, string path, bool tellsStreams, CancellationToken cancellationToken)
    {
        var connection = new TerminalConnection(tellsStreams);
        var options = connection._socket.Options;
        options.Proxy = null;
        options.CollectHttpResponseDetails = true;
        options.SetRequestHeader("Authorization", authorization);
        try
        {
            await connection._socket.ConnectAsync(Address(agent, path), cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (WebSocketException exception)
        {
            var status = connection._socket.HttpStatusCode;
            connection._socket.Dispose();
            throw status == 0 ? new AgentUnreachableException(agent, exception.InnerException?.Message ?? exception.Message, exception) : Refused(status, exception);
        }
    }

    /// <summary>Reads output to its end; <see cref="ExitCode"/> is there then, unless it was left (<see cref="LeaveAsync"/>).</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StreamCutException">The connection was lost.</exception>
    /// <exception cref="PockrException">The agent met an error.</exception>
    public async IAsyncEnumerable<TerminalPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var piece = new byte[PieceBytes];
        var text = new ArrayBufferWriter<byte>();
        var (isBeginning, isError) = (true, false);
        while (ExitCode is null)
        {
            var received = await ReceiveAsync(piece, cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (!_hasLeft)
                {
                    throw new StreamCutException();
                }

                yield break;
            }

            if (received.MessageType == WebSocketMessageType.Binary)
            {
                var hasMark = _tellsStreams && isBeginning && received.Count > 0;
                isError = hasMark ? IsError(piece[0]) : isError;
                isBeginning = received.EndOfMessage;
                var bytes = piece.AsMemory(0, received.Count)[(hasMark ? 1 : 0)..];
                if (bytes.Length > 0)
                {
                    yield return new TerminalPiece(bytes, isError);
                }

                continue;
            }

            text.Write(piece.AsSpan(0, received.Count));
            ExitCode = received.EndOfMessage ? ParseEnd(text.WrittenSpan) : null;
        }
    }

    /// <summary>Types.</summary>
    /// <param name="input">Bytes, as keys send them.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="StreamCutException">The connection was lost.</exception>
    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken = default) =>
        SendAsync(input, WebSocketMessageType.Binary, cancellationToken);

    /// <summary>Tells what size the terminal has from now on.</summary>
    /// <param name="columns">1 to 1000.</param>
    /// <param name="rows">1 to 1000.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="StreamCutException">The connection was lost.</exception>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(new TerminalControl(new TerminalResize(columns, rows)), ContractsJson.Default.TerminalControl);
        return SendAsync(message, WebSocketMessageType.Text, cancellationToken);
    }

    /// <summary>Ends the input; output goes on.</summary>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="StreamCutException">The connection was lost.</exception>
    public Task EndInputAsync(CancellationToken cancellationToken = default)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(new TerminalControl(EndInput: true), ContractsJson.Default.TerminalControl);
        return SendAsync(message, WebSocketMessageType.Text, cancellationToken);
    }

    /// <summary>Takes leave: what was typed before arrives, and the reading ends. A container that is attached to goes on.</summary>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="StreamCutException">The connection was lost.</exception>
    public async Task LeaveAsync(CancellationToken cancellationToken = default)
    {
        _hasLeft = true;
        await AloneAsync(() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(s_farewell);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It is closed already, or lost.
        }

        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.ReceiveAsync(piece, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            throw new StreamCutException(exception);
        }
    }

    private Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken) =>
        AloneAsync(() => _socket.SendAsync(message, type, endOfMessage: true, cancellationToken).AsTask(), cancellationToken);

    // One message at a time is what a WebSocket can take.
    private async Task AloneAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await send().ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            throw new StreamCutException(exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static bool IsError(byte mark) => mark switch
    {
        TerminalStreams.Stdout => false,
        TerminalStreams.Stderr => true,
        _ => throw new PockrException(
            "The agent does not tell output and error output apart: it is of an older image.",
            ProblemCodes.InvalidRequest,
            "Use a machine that is made of a newer image."),
    };

    private static int ParseEnd(ReadOnlySpan<byte> message)
    {
        try
        {
            var end = JsonSerializer.Deserialize(message, ContractsJson.Default.TerminalEnd);
            return end?.Error is { } problem ? throw PockrException.From(problem) : end?.ExitCode ?? throw new StreamCutException();
        }
        catch (JsonException exception)
        {
            throw new StreamCutException(exception);
        }
    }

    private static Uri Address(Uri agent, string path) =>
        new UriBuilder(new Uri(agent, path)) { Scheme = agent.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;

    // The reason is in the body of the answer, which a WebSocket's client does not show.
    private static PockrException Refused(HttpStatusCode status, Exception cause)
    {
        var message = $"The agent opens no terminal: it answered {(int)status}.";
        return status switch
        {
            HttpStatusCode.Unauthorized => new TokenRejectedException(message, ProblemCodes.TokenInvalid, "Use this machine's token."),
            HttpStatusCode.NotFound => new ResourceNotFoundException(
                message, ProblemCodes.NotFound, "Check that what it is for is there; the agent of an older image has no terminal of its own."),
            _ => new PockrException(message, ProblemCodes.InvalidRequest, "Look at the machine with 'pockr status'.", status, cause),
        };
    }
}

/// <summary>A piece of what came over a <see cref="TerminalConnection"/>.</summary>
/// <param name="Bytes">The bytes; good until the next piece is read.</param>
/// <param name="IsError">Whether they are of standard error, where that is told apart.</param>
public readonly record struct TerminalPiece(ReadOnlyMemory<byte> Bytes, bool IsError);
