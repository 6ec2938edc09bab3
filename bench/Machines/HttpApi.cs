using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Pockr.Client;

namespace Pockr.Bench.Machines;

/// <summary>Whoever answers requests, over connections that are kept.</summary>
internal sealed class HttpApi : IDisposable
{
    private readonly HttpClient _client;

    private HttpApi(Uri address, HttpMessageHandler handler, TimeSpan patience)
    {
        _client = new HttpClient(handler) { BaseAddress = address, Timeout = patience };
    }

    /// <summary>An agent, reached as the SDK does it.</summary>
    public static HttpApi OfAgent(Uri address, string token)
    {
        var api = new HttpApi(address, PockrClient.CreateTransport(), TimeSpan.FromMinutes(2));
        api._client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }

    public static HttpApi OfSocket(string path) => new(
        new Uri("http://localhost/"), new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(path, token) }, TimeSpan.FromMinutes(2));

    /// <summary>Somebody who may not be there yet; each request has a connection of its own.</summary>
    public static HttpApi OfPort(int port, TimeSpan patience) => new(
        new Uri($"http://127.0.0.1:{port}/"), new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }, patience);

    /// <summary>Asks again and again.</summary>
    /// <param name="path">What is asked.</param>
    /// <param name="isGood">Whether an answer is the one that is waited for.</param>
    /// <param name="goesOn">Whether there is still somebody to wait for.</param>
    /// <param name="pause">How long is waited between two questions: each costs the machine time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether there was such an answer.</returns>
    public async Task<bool> WaitForAsync(string path, Func<string, bool> isGood, Func<TimeSpan, bool> goesOn, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var watch = Stopwatch.StartNew(); goesOn(watch.Elapsed); await Task.Delay(pause, cancellationToken))
        {
            if (await TryGetAsync(path, cancellationToken) is { } answer && isGood(answer))
            {
                return true;
            }
        }

        return false;
    }

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => _client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>Reads an answer to its end, and keeps nothing of it.</summary>
    public async Task DrainAsync(string path, CancellationToken cancellationToken)
    {
        await using var body = await _client.GetStreamAsync(new Uri(path, UriKind.Relative), cancellationToken);
        await body.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <returns>Nothing if there was no good answer in time.</returns>
    public async Task<string?> TryGetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
