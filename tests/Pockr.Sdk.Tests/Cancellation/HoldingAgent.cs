using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Pockr.Sdk.Tests.Hosts;
using Pockr.Sdk.Tests.Sandboxes;
using Pockr.Testing;

namespace Pockr.Sdk.Tests.Cancellation;

/// <summary>An agent that answers so many requests, and takes the next ones without a word. It knows what it has made.</summary>
internal sealed class HoldingAgent : IAsyncDisposable
{
    private const string Session =
        """{"id":"s1","container":"box","containerId":"c1","shell":["sh"],"startedAt":"2026-01-01T00:00:00Z","state":"running","bufferedBytes":0,"droppedBytes":0}""";

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _ended = new(0);
    private readonly FakeAgent _agent;
    private TaskCompletionSource<string> _held = new();
    private TaskCompletionSource _heldIsGone = new();
    private int _answers = int.MaxValue;
    private int _holding;

    private HoldingAgent(FakeAgent agent)
    {
        _agent = agent;
        _agent.Otherwise = AnswerAsync;
        _agent.On("GET /v1/events", BeginAsync).On("GET /v1/containers/box/attach", BeginAsync).On("GET /v1/vm/exec/tty", OpenTerminalAsync);
    }

    public Uri Url => _agent.Url;

    /// <summary>The request that it is silent about.</summary>
    public Task<string> Held => _held.Task;

    /// <summary>Ends when whoever sent that has closed the connection.</summary>
    public Task HeldIsGone => _heldIsGone.Task;

    /// <summary>What was made and not removed, by its path.</summary>
    public ConcurrentDictionary<string, bool> Made { get; } = new();

    public int RequestCount => _agent.Requests.Count;

    public static async Task<HoldingAgent> StartAsync() => new(await FakeAgent.StartAsync());

    /// <summary>Falls silent after some more answers.</summary>
    public void HoldAfter(int answers)
    {
        _held = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _heldIsGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _answers, answers);
        Made.Clear();
    }

    /// <summary>Answers whoever still waits, and returns when nobody does.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _answers, int.MaxValue);
        _released.TrySetResult();
        while (Volatile.Read(ref _holding) > 0)
        {
            await _ended.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _agent.DisposeAsync();
        _ended.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Note(context.Request); // also what it says nothing about is done
        var line = $"{context.Request.Method} {context.Request.Path}";
        if (Interlocked.Decrement(ref _answers) < 0)
        {
            await HoldAsync(context, line);
        }

        var body = BodyFor(line);
        context.Response.StatusCode = body is null ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        await (body is null ? Task.CompletedTask : context.Response.WriteAsync(body));
    }

    private async Task HoldAsync(HttpContext context, string? request)
    {
        Interlocked.Increment(ref _holding);
        var gone = request is not null && _held.TrySetResult(request) ? _heldIsGone : null;
        try
        {
            await _released.Task.WaitAsync(context.RequestAborted);
        }
        finally
        {
            gone?.TrySetResult();
            Interlocked.Decrement(ref _holding);
            _ended.Release();
        }
    }

    private void Note(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (HttpMethods.IsDelete(request.Method))
        {
            Made.TryRemove(path, out _);
        }
        else if (HttpMethods.IsPut(request.Method) && path.StartsWith("/v1/leases/", StringComparison.Ordinal))
        {
            Made[path] = true;
        }
        else if (HttpMethods.IsPost(request.Method) && MadeBy(path) is { } made)
        {
            Made[made] = true;
        }
    }

    private static string? MadeBy(string path) => path switch
    {
        "/v1/containers" => "/v1/containers/made",
        "/v1/containers/box/exec/detached" => "/v1/execs/e1",
        "/v1/containers/box/sessions" => "/v1/sessions/s1",
        _ => null,
    };

    private static string? BodyFor(string line) => line switch
    {
        "GET /v1/system/info" => PockrHostTests.Info,
        "GET /v1/containers" => """[{"id":"box","name":"box","image":"i","command":"sleep","state":"running","status":"Up","createdAt":"2026-01-01T00:00:00Z","ports":[]}]""",
        "POST /v1/containers" or "POST /v1/containers/box/recreate" => """{"id":"made","warnings":[]}""",
        "GET /v1/containers/box" or "GET /v1/containers/made" => SandboxAnswers.Details(line[^4..].TrimStart('/'), isPersistent: false),
        "POST /v1/containers/box/exec" => """{"stream":"stdout","text":"1000\n1000\n"}""" + "\n" + """{"exitCode":0}""" + "\n",
        "POST /v1/containers/box/exec/detached" => """{"id":"e1"}""",
        "POST /v1/containers/box/sessions" => Session,
        "GET /health" => """{"status":"ok","runtime":"docker","version":"26.1.5"}""",
        "GET /v1/health" => """{"status":"ok","parts":[]}""",
        _ => null,
    };

    // The answer begins, and nothing follows.
    private async Task BeginAsync(HttpContext context)
    {
        if (Volatile.Read(ref _answers) <= 0)
        {
            await AnswerAsync(context);
            return;
        }

        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        await HoldAsync(context, request: null);
    }

    // Takes a terminal's connection, and reads nothing of it.
    private async Task OpenTerminalAsync(HttpContext context)
    {
        if (Volatile.Read(ref _answers) <= 0)
        {
            await AnswerAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await HoldAsync(context, request: null);
    }
}
