using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Pockr.GuestAgent.Identity;

/// <summary>
/// Answers requests that nobody has sent: the first of all costs an emulated processor seconds, for code, types, programs and kernel modules that
/// are loaded once and are in memory from then on, and so in the memory of all machines that begin with it.
/// </summary>
internal sealed class Rehearsal(IEnumerable<string> urls, RequestDelegate api)
{
    private const string Containers = "/v1/containers";
    private const string Name = "rehearsal";
    private const string Container = $"{Containers}/{Name}";

    public async Task PlayAsync()
    {
        using var client = new HttpClient();
        foreach (var url in urls)
        {
            using var health = await client.GetAsync(new Uri($"{url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)}/health"));
        }

        await SendAsync(HttpMethods.Get, Containers);

        // What a refusal says interests nobody: the machine is only slower then.
        await SendAsync(HttpMethods.Post, Containers, body: $$"""{"image":"busybox","name":"{{Name}}","entrypoint":["sleep"],"cmd":["infinity"],"init":true}""");
        await SendAsync(HttpMethods.Post, $"{Container}/start");
        await SendAsync(HttpMethods.Post, $"{Container}/exec", body: """{"cmd":["true"]}""");
        await SendAsync(HttpMethods.Delete, Container, query: "?force=true");
    }

    // Behind the token, which there is none yet.
    private async Task SendAsync(string method, string path, string query = "", string? body = null)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (method, path, new QueryString(query));
        if (body is not null)
        {
            context.Request.ContentType = MediaTypeNames.Application.Json;
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            context.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyThere());
        }

        await api(context);
    }

    private sealed class BodyThere : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
