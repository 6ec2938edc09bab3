using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.Fuzz.Tests.Hosts;
using Pockr.OpenApi;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>
/// Requests of every operation of the OpenAPI document: path, query, fields and body. An input is a request's text. A failure has a code and a remedy, and
/// none is told as a bug.
/// </summary>
internal static class RequestTargets
{
    private const int Blank = ' ';

    // What would change this host: its clock, its file system, its mounts, or run the text of an input in its shell.
    private static readonly string[] s_leftAlone = ["vm/exec", "/exec/tty", "system/time", "disk/grow", "shares", "power-off"];

    private static readonly string[] s_fields = ["Range: bytes=0-1", "Accept: text/event-stream", "Content-Type: application/json; charset=none", "Upgrade: websocket", "Expect: 100-continue", "Last-Event-ID: 1", "If-None-Match: *", "Origin: http://evil.example", "Host: evil.example", "Content-Encoding: gzip"];

    public static IEnumerable<Target> All =>
    [
        new("agent-request", Examples(), Send) { Tokens = [.. s_fields, "&stream=true", "&tail=-1", "%00", "%2f", "%ff", "?path=", "application/x-tar"], MostAllocation = 256 << 20, ShortRun = 40 },
    ];

    /// <summary>Whether a request is one that must not be sent here.</summary>
    public static bool IsLeftAlone(string request) =>
        s_leftAlone.Any(part => Uri.UnescapeDataString(request.Split('\n')[0]).Replace("//", "/", StringComparison.Ordinal).Contains(part, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<byte[]> Examples()
    {
        var document = JsonNode.Parse(ApiDescription.WriteAsync().GetAwaiter().GetResult())!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               let example = ExampleOf(operation.Key.ToUpperInvariant(), path.Key, operation.Value!)
               where !IsLeftAlone(example)
               select Encoding.UTF8.GetBytes(example),
        ];
    }

    private static string ExampleOf(string method, string path, JsonNode operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var (name, value) = ((string)parameter!["name"]!, Uri.EscapeDataString(parameter["example"]?.ToString() ?? "1"));
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            query.AddRange((string?)parameter["in"] == "query" ? [$"{name}={value}"] : []);
        }

        var content = operation["requestBody"]?["content"]?.AsObject().FirstOrDefault();
        var type = content?.Key is { } key ? $"Content-Type: {key}\n" : "";
        return $"{method} {path}{(query.Count > 0 ? $"?{string.Join('&', query)}" : "")}\n{type}\n{content?.Value?["example"]?.ToJsonString()}";
    }

    private static void Send(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        if (!IsLeftAlone(text))
        {
            SendAsync(text).GetAwaiter().GetResult();
        }
    }

    private static async Task SendAsync(string text)
    {
        using var request = Parse(text);
        using var response = await AgentWorld.Shared.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode >= 400 && !IsOfOthers(request, response))
        {
            Check(response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), (int)response.StatusCode);
        }
    }

    // dockerd's own failures are passed on, and what is no HTTP the server refuses before the agent hears of it.
    private static bool IsOfOthers(HttpRequestMessage request, HttpResponseMessage response) =>
        request.RequestUri!.AbsolutePath.StartsWith("/docker", StringComparison.OrdinalIgnoreCase)
        || (response.Content.Headers.ContentLength == 0 && response.Headers.ConnectionClose is true);

    // A failure of the first agent's routes has the form that agent gave it.
    private static void Check(string? type, string body, int status)
    {
        Assert.True(type == "application/problem+json", $"{status} {type}: {body}");
        if (status == 422)
        {
            Assert.NotEmpty(JsonNode.Parse(body)!["detail"]!.AsArray());
            return;
        }

        var problem = JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!;
        Assert.False(string.IsNullOrWhiteSpace(problem.Remedy), body);
        Assert.NotEqual(ProblemCodes.InternalError, problem.Code);
        Assert.False(string.IsNullOrWhiteSpace(problem.Code), body);
    }

    private static HttpRequestMessage Parse(string text)
    {
        var parts = text.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var words = lines[0].Split(' ', 2);
        var request = new HttpRequestMessage(MethodOf(words[0]), AddressOf(words.Length > 1 ? words[1] : "/"))
        {
            Content = parts is [_, { Length: > 0 } body] ? new ByteArrayContent(Encoding.Latin1.GetBytes(body)) : null,
        };
        foreach (var field in lines.Skip(1).Select(line => line.Split(": ", 2)).Where(field => field.Length == 2 && !IsOurs(field[0])))
        {
            AddField(request, field[0], string.Concat(field[1].Where(letter => letter is >= (char)Blank and < (char)0x7f)));
        }

        return request;
    }

    private static HttpMethod MethodOf(string word) => word is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "HEAD" ? HttpMethod.Parse(word) : HttpMethod.Get;

    // What a client must not do is not asked: it is the server's own affair, which answers before the agent is asked.
    private static Uri AddressOf(string target)
    {
        var escaped = string.Concat(target.Select(letter => letter is > (char)Blank and < (char)0x7f and not ('#' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
            ? letter.ToString() : $"%{(int)letter:X2}"));
        var address = $"{AgentWorld.Shared.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/{escaped.TrimStart('/')}";
        return new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static bool IsOurs(string field) =>
        field.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || field.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase)
        || field.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) || field.Equals("Host", StringComparison.OrdinalIgnoreCase) || field.Equals("Upgrade", StringComparison.OrdinalIgnoreCase);

    private static void AddField(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
