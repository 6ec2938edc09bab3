using System.Formats.Tar;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Files of a container that was never started.</summary>
[Collection(nameof(SharedVm))]
public sealed class FilesTests(RunningVm vm) : IAsyncLifetime
{
    private readonly string _name = $"docker-files-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var body = JsonContent.Create(new JsonObject { ["image"] = "busybox", ["name"] = _name, ["network"] = "none" });
        using var created = await vm.Api.PostAsync(new Uri("/v1/containers", UriKind.Relative), body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/plain")]
    [InlineData("/-rf")]
    [InlineData("/two\nlines and 'quotes' \"$(id)\" ä 😀")]
    public async Task AFile_ComesBackAsItWasWritten(string path)
    {
        var bytes = RandomNumberGenerator.GetBytes(300_001);
        foreach (var isChunked in (bool[])[false, true])
        {
            using var content = new ByteArrayContent(bytes);
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{Url("", path)}&mode=4750&uid=12&gid=34") { Content = content };
            request.Headers.TransferEncodingChunked = isChunked;
            using var written = await vm.Api.SendAsync(request, Cancellation);
            Assert.True(written.StatusCode == HttpStatusCode.NoContent, await written.Content.ReadAsStringAsync(Cancellation));

            Assert.Equal(bytes, await vm.Api.GetByteArrayAsync(Url("", path), Cancellation));
        }

        var stat = await JsonAsync(Url("/stat", path));
        Assert.Equal((path[1..], "file", "4750", bytes.Length), ((string?)stat["name"], (string?)stat["type"], (string?)stat["mode"], (int)stat["sizeBytes"]!));
    }

    [Fact(Timeout = 60_000)]
    public async Task AnEmptyFile_IsAFile()
    {
        using var written = await vm.Api.PutAsync(Url("", "/empty"), new ByteArrayContent([]), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        Assert.Empty(await vm.Api.GetByteArrayAsync(Url("", "/empty"), Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task ALink_IsFollowedWhenReadAndShownByStat()
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "dir/file") { DataStream = new MemoryStream("text"u8.ToArray()) }, Cancellation);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "dir/file" }, Cancellation);
        }

        using var unpacked = await vm.Api.PutAsync(Url("/archive", "/"), new ByteArrayContent(tar.ToArray()), Cancellation);
        Assert.True(unpacked.StatusCode == HttpStatusCode.NoContent, await unpacked.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal("text", await vm.Api.GetStringAsync(Url("", "/link"), Cancellation));
        var stat = await JsonAsync(Url("/stat", "/link"));
        Assert.Equal(("link", "/dir/file"), ((string?)stat["type"], (string?)stat["linkTarget"]));

        await using var archive = new TarReader(await vm.Api.GetStreamAsync(Url("/archive", "/dir"), Cancellation));
        Assert.Equal("dir/", (await archive.GetNextEntryAsync(cancellationToken: Cancellation))!.Name);
        Assert.Equal("dir/file", (await archive.GetNextEntryAsync(cancellationToken: Cancellation))!.Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnArchiveThatLeadsOutside_IsRefusedBeforeAnythingIsWritten()
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "good"), Cancellation);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "../bad"), Cancellation);
        }

        using var refused = await vm.Api.PutAsync(Url("/archive", "/tmp"), new ByteArrayContent(tar.ToArray()), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await FailsAsync(Url("/stat", "/tmp/good"), HttpStatusCode.NotFound, "file_not_found");
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatCannotBeRead_IsSaidWithACode()
    {
        await FailsAsync(Url("", "/nothing"), HttpStatusCode.NotFound, "file_not_found");
        await FailsAsync(Url("", "/bin"), HttpStatusCode.BadRequest, "invalid_request");
        await FailsAsync(Url("", "relative"), HttpStatusCode.BadRequest, "invalid_request");
        await FailsAsync(Url("", "/nul\0"), HttpStatusCode.BadRequest, "invalid_request");
        await FailsAsync(new Uri("/v1/containers/nobody/files?path=/", UriKind.Relative), HttpStatusCode.NotFound, "container_not_found");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/no/such/dir/file", "", HttpStatusCode.NotFound)]
    [InlineData("/bin", "", HttpStatusCode.BadRequest)]
    [InlineData("/x/..", "", HttpStatusCode.BadRequest)]
    [InlineData("/x", "&mode=999", HttpStatusCode.BadRequest)]
    [InlineData("/x", "&uid=-1", HttpStatusCode.BadRequest)]
    public async Task WhatCannotBeWritten_IsRefused(string path, string more, HttpStatusCode status)
    {
        using var answer = await vm.Api.PutAsync(new Uri(Url("", path) + more, UriKind.Relative), new ByteArrayContent([1]), Cancellation);

        Assert.True(answer.StatusCode == status, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        using var _ = await vm.Api.DeleteAsync(new Uri($"/v1/containers/{_name}?force=true", UriKind.Relative));
    }

    private Uri Url(string below, string path) => new($"/v1/containers/{_name}/files{below}?path={Uri.EscapeDataString(path)}", UriKind.Relative);

    private async Task<JsonNode> JsonAsync(Uri url) => JsonNode.Parse(await vm.Api.GetStringAsync(url, Cancellation))!;

    private async Task FailsAsync(Uri url, HttpStatusCode status, string code)
    {
        using var answer = await vm.Api.GetAsync(url, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == status && (string?)JsonNode.Parse(body)!["code"] == code, $"{url}: {(int)answer.StatusCode} {body}");
    }
}
