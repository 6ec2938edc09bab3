using System.Globalization;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What <c>curl</c> got from the agent.</summary>
internal sealed record ApiAnswer(int Status, string ContentType, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public static async Task<ApiAnswer> CurlAsync(string url, string? token, string? body = null, params string[] options)
    {
        // The token goes through a file descriptor's worth of standard input, not through argv, where 'ps' would show it.
        var config = token is null ? "" : $"header = \"Authorization: Bearer {token}\"\n";
        string[] data = body is null ? [] : ["--header", "Content-Type: application/json", "--data-raw", body];
        var result = await HostCommand.RunAsync(
            "curl",
            ["--silent", "--show-error", "--max-time", "120", "--config", "-", "--write-out", "\n%{http_code} %{content_type}", .. data, .. options, url],
            input: System.Text.Encoding.UTF8.GetBytes(config));
        Assert.True(result.ExitCode == 0, result.ToString());

        var split = result.Output.LastIndexOf('\n');
        var last = result.Output[(split + 1)..].Split(' ', 2);
        var status = int.Parse(last[0], CultureInfo.InvariantCulture);
        if (status is >= 200 and < 300)
        {
            CalledRoutes.Note(body is null ? "GET" : "POST", new Uri(url).AbsolutePath);
        }

        return new ApiAnswer(status, last[1], result.Output[..split]);
    }
}
