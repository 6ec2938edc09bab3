using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Mcp;

/// <summary>Routes of the agent about containers and their files, for containers that do what a test says.</summary>
internal sealed class FakeSandboxes
{
    private readonly ConcurrentDictionary<string, JsonNode> _created = new();

    /// <summary>Has an agent answer for them.</summary>
    public void AnswerAt(FakeAgent agent)
    {
        agent.Otherwise = AnswerAsync;
        agent.On("GET /v1/containers", context => context.Response.WriteAsync($"[{string.Join(',', Matching(context).Select(Summary))}]"))
            .On("POST /v1/containers", CreateAsync);
    }

    /// <summary>Containers by name, each with what it was asked to be.</summary>
    public IReadOnlyDictionary<string, JsonNode> Created => _created;

    /// <summary>The only one there is.</summary>
    public JsonNode Single => Assert.Single(_created).Value;

    /// <summary>What a command does; its body is the request's.</summary>
    public Func<HttpContext, string, Task> OnExec { get; set; } = (context, _) => WriteLinesAsync(context, """{"exitCode":0}""");

    /// <summary>Files by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Leases that were ended.</summary>
    public ConcurrentQueue<string> EndedLeases { get; } = new();

    /// <summary>As if the machine had been shut down and started again.</summary>
    public bool AreStopped { get; set; }

    public static Task WriteLinesAsync(HttpContext context, params string[] lines) => context.Response.WriteAsync(string.Concat(lines.Select(line => line + "\n")));

    private async Task AnswerAsync(HttpContext context)
    {
        var (method, parts) = (context.Request.Method, context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries));
        await (parts switch
        {
            ["v1", "leases", var id] => EndLeaseAsync(context, id),
            ["v1", "containers", var name, .. var rest] when !_created.ContainsKey(name) => ProblemAsync(context, 404, "container_not_found", $"There is no container '{name}'."),
            ["v1", "containers", var name] when method == "GET" => context.Response.WriteAsync(Details(name)),
            ["v1", "containers", var name] when _created.TryRemove(name, out _) => NothingAsync(context),
            ["v1", "containers", _, "start"] => StartAsync(context),
            ["v1", "containers", var name, ..] when AreStopped => ProblemAsync(context, 409, "container_not_running", $"'{name}' does not run."),
            ["v1", "containers", _, "exec"] => OnExec(context, (string)context.Items[FakeAgent.BodyItem]!),
            ["v1", "containers", _, "files"] => FileAsync(context),
            ["v1", "containers", _, "files", "list"] => ListAsync(context),
            _ => ProblemAsync(context, 501, "not_told", $"{method} {context.Request.Path} was not told to the test's agent."),
        });
    }

    private Task CreateAsync(HttpContext context)
    {
        var request = JsonNode.Parse((string)context.Items[FakeAgent.BodyItem]!)!;
        var name = (string)request["name"]!;
        _created[name] = request;
        return context.Response.WriteAsync($$"""{"id":"{{name}}","warnings":[]}""");
    }

    private Task StartAsync(HttpContext context)
    {
        AreStopped = false;
        return NothingAsync(context);
    }

    private Task EndLeaseAsync(HttpContext context, string id)
    {
        if (context.Request.Method == "DELETE")
        {
            EndedLeases.Enqueue(id);
        }

        return NothingAsync(context);
    }

    private Task FileAsync(HttpContext context)
    {
        var path = context.Request.Query["path"].ToString();
        if (context.Request.Method == "PUT")
        {
            Files[path] = System.Text.Encoding.UTF8.GetBytes((string)context.Items[FakeAgent.BodyItem]!);
            return NothingAsync(context);
        }

        return Files.TryGetValue(path, out var bytes)
            ? context.Response.Body.WriteAsync(bytes).AsTask()
            : ProblemAsync(context, 404, "file_not_found", $"There is no {path}.");
    }

    private Task ListAsync(HttpContext context) => context.Response.WriteAsync(new JsonObject
    {
        ["entries"] = new JsonArray([.. Files.Select(file => new JsonObject
        {
            ["name"] = file.Key,
            ["type"] = "file",
            ["sizeBytes"] = file.Value.Length,
            ["mode"] = "0644",
            ["uid"] = 0,
            ["gid"] = 0,
            ["modifiedAt"] = "2026-01-01T00:00:00Z",
        })]),
        ["truncated"] = false,
    }.ToJsonString());

    private IEnumerable<string> Matching(HttpContext context)
    {
        var label = context.Request.Query["label"].ToString().Split('=');
        return _created.Where(container => label is not [var name, var value] || (string?)container.Value["labels"]![name] == value).Select(container => container.Key);
    }

    private string Summary(string name) => new JsonObject
    {
        ["id"] = name,
        ["name"] = name,
        ["image"] = "busybox",
        ["state"] = "running",
        ["status"] = "Up",
        ["createdAt"] = "2026-01-01T00:00:00Z",
        ["ports"] = PortsOf(name),
    }.ToJsonString();

    private string Details(string name) => $$$"""
        {"id":"{{{name}}}","name":"{{{name}}}","image":"busybox","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
         "state":{"status":"running","running":true,"exitCode":0,"oomKilled":false},"restartCount":0,"env":[],
         "workDir":"/home/sandbox","user":"","hostname":"h","labels":{{{_created[name]["labels"]!.ToJsonString()}}},
         "ports":{{{PortsOf(name).ToJsonString()}}},"mounts":[],"networks":[],"limits":{},"restartPolicy":{"name":"no","maximumRetryCount":0},
         "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":false,"tty":false}
        """;

    private JsonNode PortsOf(string name) => _created[name]["ports"]?.DeepClone() ?? new JsonArray();

    private static Task NothingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task ProblemAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(
            new JsonObject { ["status"] = status, ["title"] = "T", ["detail"] = detail, ["code"] = code, ["remedy"] = "Do this." }.ToJsonString());
    }
}
