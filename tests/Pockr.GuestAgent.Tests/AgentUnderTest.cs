using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Pockr.GuestAgent.Tests;

/// <summary>The real agent on Kestrel at a free port, in a directory of its own.</summary>
internal sealed class AgentUnderTest : IAsyncDisposable
{
    public const string Token = "11111111-2222-3333-4444-555555555555";

    private readonly DirectoryInfo _directory;
    private readonly GuestAgentApp _app;

    private AgentUnderTest(DirectoryInfo directory, GuestAgentApp app)
    {
        _directory = directory;
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>Sends the right token with every request.</summary>
    public HttpClient Client { get; }

    public string StateDirectory => Path.Combine(_directory.FullName, "state");

    /// <summary>Every route that is mapped, as <c>GET /path</c>.</summary>
    public IEnumerable<string> Routes =>
        from endpoint in _app.Api.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [] // one for any method is passed on, not described
        select $"{method} {DescribedPath(endpoint)}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="engineSocket">Socket of the engine; one that does not exist if absent.</param>
    /// <param name="commandLine">The kernel's command line; one with <see cref="Token"/> if absent.</param>
    /// <param name="images">Names of bundled images, without <c>.tar</c>.</param>
    /// <param name="settings">Further arguments of the agent.</param>
    public static async Task<AgentUnderTest> StartAsync(
        string? engineSocket = null, string? commandLine = null, string[]? images = null, params string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("pockr-agent-");
        var commandLineFile = Path.Combine(directory.FullName, "cmdline");
        await File.WriteAllTextAsync(commandLineFile, commandLine ?? $"quiet pockr.token={Token}\n", Cancellation);
        var bundled = directory.CreateSubdirectory("images").FullName;
        foreach (var image in images ?? [])
        {
            await File.WriteAllTextAsync(Path.Combine(bundled, $"{image}.tar"), image, Cancellation);
        }

        var app = GuestAgentApp.Create(
        [
            "--Urls=http://127.0.0.1:0",
            $"--DockerSocket={engineSocket ?? Path.Combine(directory.FullName, "none.sock")}",
            $"--CommandLineFile={commandLineFile}",
            $"--BundledImages={bundled}",
            $"--StateDirectory={Path.Combine(directory.FullName, "state")}",
            $"--RunDirectory={directory.CreateSubdirectory("run").FullName}",
            $"--VirtioPorts={Path.Combine(directory.FullName, "ports")}",
            .. settings,
        ]);
        await app.StartAsync(Cancellation);
        return new AgentUnderTest(directory, app);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

    public async Task<(HttpStatusCode Status, JsonNode Body)> PostJsonAsync(string path, string body)
    {
        using var response = await PostAsync(path, body);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> GetJsonAsync(string path)
    {
        using var response = await Client.GetAsync(path, Cancellation);
        return (response.StatusCode, await ReadAsync(response));
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

    /// <summary>Waits for the agent to have found its engine.</summary>
    public async Task WhenHealthyAsync()
    {
        while ((string?)(await GetJsonAsync("/health")).Body["status"] != "ok")
        {
            await Task.Delay(10, Cancellation);
        }
    }

    // A document has no trailing slash and no constraints: "/v1/containers/" and "{**path}" stand there as "/v1/containers" and "{path}".
    private static string DescribedPath(RouteEndpoint endpoint) =>
        $"/{string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Text))))}";

    private static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"{part} is a kind of route part nobody uses."),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
