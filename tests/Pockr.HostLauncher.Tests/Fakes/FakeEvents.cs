using System.Net.Sockets;
using System.Text;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>The socket on which QEMU tells its events, and what it says there before it ends.</summary>
internal sealed class FakeEvents : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public FakeEvents(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
    }

    /// <summary>Serves one client: greets it, lets it in, and says the last words once it listens.</summary>
    public async Task ServeAsync(string? lastWords, Action end, CancellationToken cancellationToken)
    {
        using var client = await _listener.AcceptAsync(cancellationToken);
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream);
        await SayAsync("""{"QMP":{}}""");
        await reader.ReadLineAsync(cancellationToken);
        await SayAsync("""{"return":{},"id":1}""");
        await SayAsync("""{"event":"RESUME"}""");
        if (lastWords is not null)
        {
            await SayAsync(lastWords);
        }

        end();

        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
    }

    public void Dispose() => _listener.Dispose();
}
