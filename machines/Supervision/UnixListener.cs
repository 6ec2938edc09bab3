using System.Net.Sockets;

namespace Pockr.Machines.Supervision;

/// <summary>A Unix socket of this user's alone, and a task for each connection.</summary>
internal sealed class UnixListener : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;

    /// <param name="path">Where; what a dead process left there is replaced.</param>
    public UnixListener(string path)
    {
        _path = path;
        File.Delete(path);
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }

        _socket.Listen();
    }

    public async Task ServeAsync(Func<Socket, Task> serve, CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = await _socket.AcceptAsync(cancellationToken);
            _ = ServeOneAsync(client, serve);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }

    private static async Task ServeOneAsync(Socket client, Func<Socket, Task> serve)
    {
        using (client)
        {
            await serve(client);
        }
    }
}
