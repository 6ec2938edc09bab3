using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A registry with one image, whose layers begin and never end.</summary>
internal static class StalledRegistry
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const int PromisedBytes = 1_000_000;

    private static readonly byte[] s_manifest = Encoding.UTF8.GetBytes($$"""
        {"schemaVersion":2,"mediaType":"{{ManifestType}}",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{PromisedBytes}},"digest":"sha256:{{new string('a', 64)}}"},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{PromisedBytes}},"digest":"sha256:{{new string('b', 64)}}"}]}
        """);

    /// <param name="request"><c>METHOD /path</c>.</param>
    public static byte[] Answer(string request) => request switch
    {
        "GET /v2/" => HostServer.Answer("200 OK", "{}"u8.ToArray(), "Docker-Distribution-Api-Version: registry/2.0\r\n"),
        _ when request.StartsWith("HEAD ", StringComparison.Ordinal) => Head(s_manifest.Length, ManifestType),
        _ when request.Contains("/manifests/", StringComparison.Ordinal) => HostServer.Answer("200 OK", s_manifest, $"Content-Type: {ManifestType}\r\n"),
        _ => [.. Head(PromisedBytes, "application/octet-stream"), .. "the beginning"u8],
    };

    private static byte[] Head(int length, string type) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Type: {type}\r\n\r\n");
}
