using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Archives;

/// <summary>A file that is coming from a web server. Whatever fails is told as a download that failed.</summary>
internal sealed class Download : IncomingStream
{
    private static readonly TimeSpan s_connecting = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(60);

    private readonly Uri _url;
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;

    private Download(Uri url, HttpClient http, HttpResponseMessage response, Stream body)
    {
        _url = url;
        _http = http;
        _response = response;
        _body = body;
    }

    public static Uri Parse(string url)
    {
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed!
            : throw new ProblemException(Problems.Invalid($"url is '{url}'.", "Give one that begins with https:// or http://."));
    }

    /// <summary>Asks for the file; returns when its first byte can come.</summary>
    public static async Task<Download> StartAsync(Uri url, CancellationToken cancellationToken)
    {
        // Made when it is needed: an import is rare, and the agent's start counts.
        var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = s_connecting, UseCookies = false, ActivityHeadersPropagator = null })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            return await StartAsync(url, http, cancellationToken);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(GuardAsync(_url, token => _body.ReadAsync(buffer, token).AsTask(), cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _response.Dispose();
            _http.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task<Download> StartAsync(Uri url, HttpClient http, CancellationToken cancellationToken)
    {
        var response = await GuardAsync(
            url, token => http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken);
        if (response.StatusCode != System.Net.HttpStatusCode.OK)
        {
            using (response)
            {
                throw new ProblemException(Failed(url, $"the server answered {(int)response.StatusCode}"));
            }
        }

        return new Download(url, http, response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    private static async Task<T> GuardAsync<T>(Uri url, Func<CancellationToken, Task<T>> talk, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_silence);
        try
        {
            return await talk(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(Failed(url, $"nothing came for {s_silence.TotalSeconds:0} s"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ProblemException(Failed(url, exception.GetBaseException().Message));
        }
    }

    // A password in the URL is nobody's business but the server's.
    private static Problem Failed(Uri url, string reason) =>
        Problems.DownloadFailed(url.GetComponents(UriComponents.HttpRequestUrl & ~UriComponents.UserInfo, UriFormat.UriEscaped), reason);
}
