using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>Sends requests to one agent and turns what goes wrong into <see cref="PockrException"/>.</summary>
internal sealed class AgentConnection : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    private readonly HttpMessageHandler? _transport;
    private readonly Lazy<HttpClient> _http;
    private readonly Uri _agent;
    private readonly string _authorization;
    private volatile bool _isDisposed;

    public AgentConnection(Uri agent, string token, HttpMessageHandler? transport)
    {
        (_agent, _transport, _authorization) = (agent, transport, $"Bearer {Check(token)}");
        _http = new Lazy<HttpClient>(MakeHttp);
    }

    public Uri Agent => _agent;

    /// <summary>How long to wait for an answer that takes this many seconds by itself.</summary>
    public static TimeSpan PatienceFor(int seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds)) + s_patience;

    /// <param name="body">One of the contracts.</param>
    public static HttpContent Json<T>(T body) => Json(RequestText.Of(body));

    public async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        HttpContent? body,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        TimeSpan? patience = null)
    {
        var limit = patience ?? s_patience;
        using var response = await SendWithinAsync(method, path, body, limit, cancellationToken).ConfigureAwait(false);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false)
                ?? throw new AgentUnreachableException(_agent, "its answer is empty.");
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new AgentUnreachableException(_agent, $"its answer cannot be read ({exception.Message})", exception);
        }
    }

    public async Task SendAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, TimeSpan extraPatience = default, HttpContent? body = null)
    {
        using var response = await SendWithinAsync(method, path, body, s_patience + extraPatience, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the request and returns as soon as the answer's headers are there.</summary>
    public async Task<AgentAnswer> OpenAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        var response = await OpenResponseAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        return await AgentAnswer.OfAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends one of the contracts and returns as soon as the answer's head is there.</summary>
    /// <param name="path">Of the route.</param>
    /// <param name="json">As <see cref="RequestText"/> has it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<AgentAnswer> PostAsync(string path, byte[] json, CancellationToken cancellationToken)
    {
        if (_transport is not IJsonTransport transport)
        {
            return await OpenAsync(HttpMethod.Post, path, Json(json), cancellationToken).ConfigureAwait(false);
        }

        var answer = Post(transport, path, json, cancellationToken);
        if ((int)answer.Status is >= 200 and < 300)
        {
            return answer;
        }

        using (answer)
        {
            throw await ReadProblemAsync(answer.Status, answer.Body, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the request and reads its answer's output as it comes.</summary>
    public IAsyncEnumerable<OutputFrame> StreamAsync(
        HttpMethod method, string path, HttpContent? body, bool endsWithExitCode, CancellationToken cancellationToken) =>
        ReadAsync(stop => OpenAsync(method, path, body, stop), endsWithExitCode, cancellationToken);

    /// <summary>Sends one of the contracts and reads its answer's output, which ends with an exit code, as it comes.</summary>
    public IAsyncEnumerable<OutputFrame> StreamAsync(string path, byte[] json, CancellationToken cancellationToken) =>
        ReadAsync(stop => PostAsync(path, json, stop), endsWithExitCode: true, cancellationToken);

    /// <summary>Opens a terminal.</summary>
    /// <param name="path">Of the route, with a query or without.</param>
    /// <param name="size">Its size; without, it is plain input and output, whose streams are told apart.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<TerminalConnection> OpenTerminalAsync(string path, TerminalResize? size, CancellationToken cancellationToken)
    {
        var kind = size is null ? "streams=true" : string.Create(CultureInfo.InvariantCulture, $"columns={size.Columns}&rows={size.Rows}");
        var whole = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{kind}";
        return TerminalConnection.OpenAsync(_agent, _authorization, whole, tellsStreams: size is null, cancellationToken);
    }

    /// <summary>Opens an answer that is bytes, which are read as they come.</summary>
    public async Task<Stream> OpenStreamAsync(string path, CancellationToken cancellationToken)
    {
        return new AnswerStream(await OpenAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Bytes to send, which are read as they are sent.</summary>
    public static HttpContent Bytes(Stream content, string type)
    {
        var body = new StreamContent(content);
        body.Headers.ContentType = new(type);
        return body;
    }

    public void Dispose()
    {
        _isDisposed = true;
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
        else
        {
            _transport?.Dispose();
        }
    }

    // .NET does not look at the field: to make ready what would do so takes longer than to send it.
    private static string Check(string token)
    {
        foreach (var character in token)
        {
            if (character is < ' ' or > '~')
            {
                throw new ArgumentException("The token has a line end or another character that no token has; 'pockr token' prints a machine's.", nameof(token));
            }
        }

        return token;
    }

    private static ByteArrayContent Json(byte[] text)
    {
        var content = new ByteArrayContent(text);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private HttpClient MakeHttp()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(PockrClient));

        // Streams last as long as containers do; requests that end have a limit of their own.
        var http = new HttpClient(_transport ?? new AgentTransport()) { BaseAddress = _agent, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", _authorization);
        return http;
    }

    private static async IAsyncEnumerable<OutputFrame> ReadAsync(
        Func<CancellationToken, Task<AgentAnswer>> openAsync, bool endsWithExitCode, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new OutputStream(await openAsync(cancellationToken).ConfigureAwait(false), endsWithExitCode);
        await foreach (var frame in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return frame;
        }
    }

    private AgentAnswer Post(IJsonTransport transport, string path, byte[] json, CancellationToken cancellationToken)
    {
        try
        {
            return transport.Post(_agent, path, json, _authorization, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }
    }

    private async Task<HttpResponseMessage> OpenResponseAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };

        if (body is StreamContent)
        {
            // What is refused for its query is refused before all of it has been sent.
            request.Headers.ExpectContinue = true;
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using var refusal = await AgentAnswer.OfAsync(response, cancellationToken).ConfigureAwait(false);
        throw await ReadProblemAsync(refusal.Status, refusal.Body, cancellationToken).ConfigureAwait(false);
    }

    private AgentUnreachableException Unreachable(HttpRequestException exception) =>
        new(_agent, exception.InnerException?.Message ?? exception.Message, exception);

    private async Task<HttpResponseMessage> SendWithinAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var response = await OpenResponseAsync(method, path, body, patience.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(patience.Token).ConfigureAwait(false);
            return response;
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnreachableException(_agent, $"it did not answer within {limit.TotalSeconds:0} s.", exception);
        }
    }

    private static async Task<PockrException> ReadProblemAsync(HttpStatusCode status, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await JsonSerializer.DeserializeAsync(body, ContractsJson.Default.Problem, cancellationToken).ConfigureAwait(false);
            if (problem is { Detail: not null, Code: not null })
            {
                return PockrException.From(problem with { Status = (int)status, Remedy = problem.Remedy ?? "" });
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return Unexpected(status, exception);
        }

        return Unexpected(status, null);
    }

    // The last is thrown for a character set nobody knows.
    private static bool IsUnreadable(Exception exception) => exception is JsonException or IOException or HttpRequestException or InvalidOperationException;

    private static PockrException Unexpected(HttpStatusCode status, Exception? cause) => new(
        $"The agent answered {(int)status} without saying why.",
        ProblemCodes.InternalError,
        "Check that this address is a Pockr agent's, and look at the machine with 'pockr status'.",
        status,
        cause);
}
