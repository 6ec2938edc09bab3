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

    private readonly HttpClient _http;
    private readonly Uri _agent;
    private readonly string _authorization;

    public AgentConnection(Uri agent, string token, HttpMessageHandler? transport)
    {
        _agent = agent;

        // Streams last as long as containers do; requests that end have a limit of their own.
        _http = new HttpClient(transport ?? new AgentTransport()) { BaseAddress = agent, Timeout = Timeout.InfiniteTimeSpan };
        _authorization = $"Bearer {Check(token)}";
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", _authorization);
    }

    public Uri Agent => _agent;

    /// <summary>How long to wait for an answer that takes this many seconds by itself.</summary>
    public static TimeSpan PatienceFor(int seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds)) + s_patience;

    /// <param name="body">One of the contracts.</param>
    public static HttpContent Json<T>(T body) => Json(RequestText.Of(body));

    public static HttpContent Json(ExecRequest body) => Json(RequestText.Of(body));

    public static HttpContent Json(CreateContainerRequest body) => Json(RequestText.Of(body));

    private static ByteArrayContent Json(byte[] text)
    {
        var content = new ByteArrayContent(text);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

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
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
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
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new AgentUnreachableException(_agent, exception.InnerException?.Message ?? exception.Message, exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the request and reads its answer's output as it comes.</summary>
    public async IAsyncEnumerable<OutputFrame> StreamAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        bool endsWithExitCode,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var response = await OpenAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        await using var stream = new OutputStream(response, endsWithExitCode);
        await foreach (var frame in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return frame;
        }
    }

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
        var response = await OpenAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        return new AnswerStream(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Bytes to send, which are read as they are sent.</summary>
    public static HttpContent Bytes(Stream content, string type)
    {
        var body = new StreamContent(content);
        body.Headers.ContentType = new(type);
        return body;
    }

    public void Dispose() => _http.Dispose();

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
            var response = await OpenAsync(method, path, body, patience.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(patience.Token).ConfigureAwait(false);
            return response;
        }
        catch (HttpRequestException exception)
        {
            throw new AgentUnreachableException(_agent, exception.InnerException?.Message ?? exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnreachableException(_agent, $"it did not answer within {limit.TotalSeconds:0} s.", exception);
        }
    }

    private static async Task<PockrException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, cancellationToken).ConfigureAwait(false);
            if (problem is { Detail: not null, Code: not null })
            {
                return PockrException.From(problem with { Status = (int)response.StatusCode, Remedy = problem.Remedy ?? "" });
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return Unexpected(response.StatusCode, exception);
        }

        return Unexpected(response.StatusCode, null);
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
