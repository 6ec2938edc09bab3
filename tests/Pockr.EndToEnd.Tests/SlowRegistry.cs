using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A registry with one image, whose blobs come in so slowly that nobody gets them whole.</summary>
internal sealed class SlowRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const int PromisedBytes = 1_000_000_000;
    private const int ToldBytes = 1 << 20; // dockerd tells of its progress every 512 KiB

    private static readonly string s_layer = new('b', 64);
    private static readonly byte[] s_manifest = Encoding.UTF8.GetBytes($$"""
        {"schemaVersion":2,"mediaType":"{{ManifestType}}",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{PromisedBytes}},"digest":"sha256:{{new string('a', 64)}}"},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{PromisedBytes}},"digest":"sha256:{{s_layer}}"}]}
        """);

    private readonly TaskCompletionSource _layerLeft = new();
    private readonly HostServer _server;

    public SlowRegistry() => _server = new HostServer(AnswerAsync);

    public string Image => $"{_server.Authority}/slow:1";

    /// <summary>Ends when who was fetching the layer has closed the connection.</summary>
    public Task LayerLeft => _layerLeft.Task;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(string request, Stream stream)
    {
        if (request.Contains("/blobs/", StringComparison.Ordinal))
        {
            await TrickleAsync(request, stream);
            return;
        }

        var isManifest = request.Contains("/manifests/", StringComparison.Ordinal);
        await stream.WriteAsync(Head(isManifest ? s_manifest.Length : 0, ManifestType));
        if (isManifest && request.StartsWith("GET ", StringComparison.Ordinal))
        {
            await stream.WriteAsync(s_manifest);
        }
    }

    private async Task TrickleAsync(string request, Stream stream)
    {
        try
        {
            await stream.WriteAsync(Head(PromisedBytes, "application/octet-stream"));
            await stream.WriteAsync(new byte[ToldBytes]);
            while (true)
            {
                await stream.WriteAsync(new byte[1000]);
                await Task.Delay(50);
            }
        }
        catch (IOException) when (request.EndsWith(s_layer, StringComparison.Ordinal))
        {
            _layerLeft.SetResult();
            throw;
        }
    }

    private static byte[] Head(int length, string type) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nDocker-Distribution-Api-Version: registry/2.0\r\nContent-Length: {length}\r\nContent-Type: {type}\r\n\r\n");
}
