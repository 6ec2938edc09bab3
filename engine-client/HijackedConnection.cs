using System.Net.Sockets;

namespace Pockr.EngineClient;

/// <summary>A connection that dockerd has taken out of HTTP: what is written is input, what is read is output.</summary>
internal sealed class HijackedConnection(HttpMessageInvoker http, HttpResponseMessage response, Stream stream, Socket socket) : IDisposable
{
    public Stream Stream => stream;

    /// <summary>Ends the input, which the output does not depend on.</summary>
    public void CloseInput()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The connection has ended as a whole.
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        response.Dispose();
        http.Dispose();
    }
}
