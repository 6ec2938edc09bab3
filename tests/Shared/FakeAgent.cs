using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pockr.Testing;

/// <summary>A real HTTP server on a free port that answers as a test tells it to, and remembers what it was asked.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    /// <summary>Where an answer finds the text it was asked with.</summary>
    public const string BodyItem = "body";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();

    private FakeAgent(WebApplication app) => _app = app;

    /// <summary>Each request as <c>GET /path?query</c>, with its body after a space if it has one.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Answers what is not told otherwise.</summary>
    public Func<HttpContext, Task> Otherwise { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return Task.CompletedTask;
    };

    public Uri Url => new(_app.Urls.Single());

    public static async Task<FakeAgent> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var agent = new FakeAgent(builder.Build());
        agent._app.UseWebSockets();
        agent._app.Run(agent.AnswerAsync);
        await agent._app.StartAsync(TestContext.Current.CancellationToken);
        return agent;
    }

    public FakeAgent On(string methodAndPath, Func<HttpContext, Task> answer)
    {
        _answers[methodAndPath] = answer;
        return this;
    }

    public FakeAgent On(string methodAndPath, string json, int status = 200) => On(methodAndPath, context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        return context.Response.WriteAsync(json);
    });

    public FakeAgent OnNothing(string methodAndPath) => On(methodAndPath, context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    public FakeAgent OnLines(string methodAndPath, params string[] lines) => On(methodAndPath, string.Concat(lines.Select(line => line + "\n")));

    public FakeAgent OnProblem(string methodAndPath, int status, string code, string detail = "It did not work.") =>
        On(methodAndPath, $$"""{"status":{{status}},"title":"T","detail":"{{detail}}","code":"{{code}}","remedy":"Do this."}""", status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<string> ReadBodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = context.WebSockets.IsWebSocketRequest ? "" : await ReadBodyAsync(context);
        var line = $"{context.Request.Method} {context.Request.Path.Value}";
        context.Items[BodyItem] = body;
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        Requests.Enqueue($"{line}{context.Request.QueryString}{(body.Length > 0 ? " " : "")}{body}");
        await _answers.GetValueOrDefault(line, Otherwise)(context);
    }
}
