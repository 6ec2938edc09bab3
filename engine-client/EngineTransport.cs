using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pockr.EngineClient;

/// <summary>HTTP over dockerd's Unix socket. Every failure leaves here as one of the two exceptions of this library.</summary>
internal sealed class EngineTransport : IDisposable
{
    private readonly string _socketPath;
    private readonly HttpClient _http;

    public EngineTransport(string socketPath)
    {
        _socketPath = socketPath;
        _http = new HttpClient(Handler(ConnectAsync))
        {
            BaseAddress = new Uri("http://docker/v1.44/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request and hands back the answer as soon as its headers are there.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var response = await GuardAsync(() => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        await ThrowIfErrorAsync(response, cancellationToken);
        return response;
    }

    /// <summary>
    /// Sends a request that turns its connection into a stream of input and output. The connection is one of its own, taken from no
    /// pool: ending the input means ending one direction of its socket, which HttpClient shows nobody.
    /// </summary>
    public async Task<HijackedConnection> HijackAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        var http = new HttpMessageInvoker(Handler(async token =>
        {
            socket = await ConnectAsync(token);
            return socket;
        }));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_http.BaseAddress!, path)) { Content = content };
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
            var response = await GuardAsync(() => http.SendAsync(request, cancellationToken));
            await ThrowIfErrorAsync(response, cancellationToken);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            {
                throw new EngineUnavailableException(_socketPath, new InvalidDataException($"no upgrade, but {(int)response.StatusCode}"));
            }

            return new HijackedConnection(http, response, await response.Content.ReadAsStreamAsync(cancellationToken), socket!);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request whose answer says nothing but that it worked.</summary>
    public async Task DoAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content: null, cancellationToken);
    }

    public async Task<T> ReadAsync<T>(
        HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content, cancellationToken);
        return await ReadBodyAsync(response, type, cancellationToken);
    }

    public Task<T> ReadBodyAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        return GuardAsync(async () =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new JsonException("The answer is empty.");
        });
    }

    /// <summary>Runs one piece of talk with dockerd; a connection that fails or ends is told apart from an error dockerd reports.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> talk)
    {
        try
        {
            return await talk();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException or JsonException)
        {
            throw new EngineUnavailableException(_socketPath, exception);
        }
    }

    public static HttpContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>A body passed on as it comes, never held in memory.</summary>
    public static HttpContent Tar(Stream tar)
    {
        var content = new StreamContent(tar);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return content;
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(Func<CancellationToken, Task<Socket>> connect) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
            new EngineConnection(new NetworkStream(await connect(cancellationToken), ownsSocket: true)),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    };

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ThrowIfErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode < 400)
        {
            return;
        }

        using (response)
        {
            throw new EngineException(response.StatusCode, await ReadErrorAsync(response, cancellationToken));
        }
    }

    private async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await GuardAsync(() => response.Content.ReadAsStringAsync(cancellationToken));
        try
        {
            return JsonSerializer.Deserialize(text, EngineJson.Default.ErrorMessage)?.Message ?? text;
        }
        catch (JsonException)
        {
            return text.Trim();
        }
    }
}
