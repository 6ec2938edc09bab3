using System.Net.WebSockets;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Terminals;

/// <summary>A terminal on a WebSocket: binary messages are its bytes, text messages are about it.</summary>
/// <param name="socket">The connection.</param>
/// <param name="terminal">What it is connected with.</param>
/// <param name="tellsStreams">Whether each binary message to the client begins with one of <see cref="TerminalStreams"/>.</param>
internal sealed class TerminalConnection(WebSocket socket, ITerminal terminal, bool tellsStreams = false)
{
    private const int PieceBytes = 16 * 1024;

    private static readonly byte[] s_stdout = [TerminalStreams.Stdout];
    private static readonly byte[] s_stderr = [TerminalStreams.Stderr];
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    /// <summary>Lasts until the output has ended and its exit code is told, or the client has gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = ReceiveAsync(ending.Token);
        var output = SendAsync(ending.Token);
        if (await Task.WhenAny(input, output) == output)
        {
            await CloseAsync(await output);
            ending.CancelAfter(s_farewell);
            await input;
            return;
        }

        // Its reason is sent first: ending a message in the middle ends the WebSocket.
        await CloseAsync(await input);
        await ending.CancelAsync();
        await output;
    }

    /// <summary>Passes the output on and then says how it ended.</summary>
    private async Task<Farewell> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PassOutputAsync(cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested || socket.State != WebSocketState.Open)
        {
            return Farewell.Normal; // nobody is there to be told
        }
    }

    private async Task<Farewell> PassOutputAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in terminal.ReadAsync(cancellationToken))
            {
                await SendAsync(chunk, cancellationToken);
            }

            await SendEndAsync(new TerminalEnd(await terminal.ReadExitCodeAsync(cancellationToken)), cancellationToken);
            return Farewell.Normal;
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or ProblemException)
        {
            var problem = ExceptionProblems.From(exception);
            await SendEndAsync(new TerminalEnd(Error: problem), cancellationToken);
            return new Farewell(WebSocketCloseStatus.InternalServerError, problem.Code);
        }
    }

    private async Task SendAsync(OutputChunk chunk, CancellationToken cancellationToken)
    {
        if (tellsStreams)
        {
            var stream = chunk.Source == OutputSource.Stderr ? s_stderr : s_stdout;
            await socket.SendAsync(stream.AsMemory(), WebSocketMessageType.Binary, endOfMessage: false, cancellationToken);
        }

        await socket.SendAsync(chunk.Bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private async Task SendEndAsync(TerminalEnd end, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(end, AgentJson.TypeInfo<TerminalEnd>());
        await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    /// <summary>Passes the input on until the client closes, or says what cannot be understood.</summary>
    private async Task<Farewell> ReceiveAsync(CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        try
        {
            ValueWebSocketReceiveResult received;
            while ((received = await socket.ReceiveAsync(piece.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                var message = piece.AsMemory(0, received.Count);
                if (received.MessageType == WebSocketMessageType.Binary)
                {
                    await terminal.WriteAsync(message, cancellationToken);
                }
                else if (!received.EndOfMessage || !await TryControlAsync(message, cancellationToken))
                {
                    return Farewell.NotUnderstood;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client has gone without a word, or is not listened to any more.
        }

        return Farewell.Normal;
    }

    private async Task<bool> TryControlAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var control = Parse(message.Span);
        if (control is { EndInput: true, Resize: null })
        {
            terminal.EndInput();
            return true;
        }

        if (control is not { Resize: { } size, EndInput: null } || !TerminalRules.IsSize(size.Columns, size.Rows))
        {
            return false;
        }

        try
        {
            await terminal.ResizeAsync(new TerminalSize(size.Columns, size.Rows), cancellationToken);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException)
        {
            // It has just ended, which its output tells, or does not run yet.
        }

        return true;
    }

    private static TerminalControl? Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, AgentJson.TypeInfo<TerminalControl>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CloseAsync(Farewell farewell)
    {
        using var limit = new CancellationTokenSource(s_farewell);
        try
        {
            await socket.CloseOutputAsync(farewell.Status, farewell.Text, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone without one.
        }
    }
}
