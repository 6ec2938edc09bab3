using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace Pockr.GuestAgent.Docker;

/// <summary>How what a client sends gets to dockerd.</summary>
internal enum InputKind
{
    /// <summary>As it is; the client's end is dockerd's end.</summary>
    Raw,

    /// <summary>A body whose length is known. Its end must not end the connection: dockerd would take the client for gone.</summary>
    Body,

    /// <summary>A body of unknown length.</summary>
    ChunkedBody,
}

/// <summary>
/// Passes on what a client sends. dockerd may have heard enough before the client has said all; the rest is read and dropped, because
/// closing a connection with unread bytes would destroy the answer on its way to the client.
/// </summary>
internal sealed class EngineInput(PipeReader client, Socket engine, InputKind kind)
{
    private bool _engineGone;

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await client.ReadAsync(cancellationToken);
            foreach (var piece in read.Buffer)
            {
                await PassAsync(piece, cancellationToken);
            }

            client.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                await EndAsync(cancellationToken);
                return;
            }
        }
    }

    private async Task PassAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (kind == InputKind.ChunkedBody)
        {
            await SendAsync(Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), cancellationToken);
            await SendAsync(piece, cancellationToken);
            await SendAsync("\r\n"u8.ToArray(), cancellationToken);
        }
        else
        {
            await SendAsync(piece, cancellationToken);
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (kind == InputKind.ChunkedBody)
        {
            await SendAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
        }
        else if (kind == InputKind.Raw && !_engineGone)
        {
            engine.Shutdown(SocketShutdown.Send);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_engineGone)
        {
            return;
        }

        try
        {
            await engine.SendAllAsync(bytes, cancellationToken);
        }
        catch (SocketException)
        {
            _engineGone = true;
        }
    }
}
