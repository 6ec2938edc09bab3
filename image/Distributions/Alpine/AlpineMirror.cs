using Pockr.Image.Errors;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>
/// A mirror of Alpine's files: an http(s) address or a directory. Proxies (<c>https_proxy</c> and its kin) and further authorities
/// (<c>SSL_CERT_FILE</c>) are the platform's own affair.
/// </summary>
internal sealed class AlpineMirror : IDisposable
{
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(15);

    // Of silence, not in sum: a slow line may take as long as it needs.
    private static readonly TimeSpan s_silenceTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient? _http;

    private AlpineMirror(string address, HttpClient? http)
    {
        Address = address;
        _http = http;
    }

    public string Address { get; }

    public static AlpineMirror Open(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            var handler = new SocketsHttpHandler { ConnectTimeout = s_answerTimeout };
            return new AlpineMirror(address.TrimEnd('/'), new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
        }

        return Directory.Exists(address) ? new AlpineMirror(Path.GetFullPath(address), null) : throw Failures.MirrorUnknown(address);
    }

    /// <param name="path">Relative to the mirror, as <c>v3.24/main/x86_64/APKINDEX.tar.gz</c>.</param>
    public string Locate(string path) => $"{Address}/{path}";

    /// <summary>Fails where a file cannot be had; nothing of it is transferred.</summary>
    public async Task ProbeAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(path, cancellationToken);
    }

    /// <param name="path">Relative to the mirror.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    public async Task DownloadAsync(string path, string target, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(path, cancellationToken);
        await using var file = File.Create(target);
        var buffer = new byte[1 << 16];
        while (await ReadAsync(source, buffer, path, file.Length, cancellationToken) is > 0 and var count)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    public void Dispose() => _http?.Dispose();

    private Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) =>
        _http is null ? Task.FromResult<Stream>(OpenFile(path)) : OpenUrlAsync(_http, path, cancellationToken);

    private FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(Locate(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failures.NotOnMirror(Locate(path), "there is no such file");
        }
    }

    private async Task<Stream> OpenUrlAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var answer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        answer.CancelAfter(s_answerTimeout);
        try
        {
            var response = await http.GetAsync(new Uri(Locate(path)), HttpCompletionOption.ResponseHeadersRead, answer.Token);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadAsStreamAsync(cancellationToken);
            }

            response.Dispose();
            throw Failures.NotOnMirror(Locate(path), $"the answer is {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            throw Failures.MirrorUnreachable(Locate(path), Innermost(exception), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.MirrorUnreachable(Locate(path), $"no answer came within {s_answerTimeout.TotalSeconds} seconds", exception);
        }
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, string path, long before, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(s_silenceTimeout);
        try
        {
            return await source.ReadAsync(buffer, silence.Token);
        }
        catch (IOException exception)
        {
            throw Failures.MirrorBrokeOff(Locate(path), before, Innermost(exception), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.MirrorBrokeOff(Locate(path), before, $"nothing came for {s_silenceTimeout.TotalSeconds} seconds", exception);
        }
    }

    // What really happened, as "certificate has expired", is at the bottom.
    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
