namespace Pockr.EngineClient;

/// <summary>A tar that dockerd is sending; disposing ends the connection.</summary>
public sealed class EngineTar : IAsyncDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly EngineTransport _transport;
    private readonly HttpResponseMessage _response;

    internal EngineTar(EngineTransport transport, HttpResponseMessage response)
    {
        _transport = transport;
        _response = response;
    }

    /// <summary>Passes it on as it comes. dockerd ends a tar it cannot complete with a line of JSON; a tar ends with zeros.</summary>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        await using var tar = await _transport.GuardAsync(() => _response.Content.ReadAsStreamAsync(cancellationToken));
        var piece = new byte[PieceBytes];
        byte last = 0;
        int read;
        while ((read = await _transport.GuardAsync(() => tar.ReadAsync(piece, cancellationToken).AsTask())) > 0)
        {
            last = piece[read - 1];
            await destination.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        if (last != 0)
        {
            throw new EngineException(System.Net.HttpStatusCode.InternalServerError, "The tar was not completed.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
