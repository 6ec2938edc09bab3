using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class ImageOperationsTests(RunningVm vm)
{
    // A tar with the file 'greeting', and what compressing it gives.
    private const string Content = "sha256:72bec169882d5eb8a04a39f2ae98765047ba33814a5099983e5e050eb3576be6";
    private const string Gzip = "H4sIAAAAAAACA0svSk0tycxLZ6AhMAACMxMTMA0E6DRIFokNFDc0MDc2YFAwYKADKC0uSSwCWk8NTyJ7boiAjNScnHwuhlEwCkbBKBgFIwwAAGEIlQgACAAA";
    private const string Bzip2 = "QlpoOTFBWSZTWZldfswAADVbkMmQQABthABAYuWeAAQAAAggAFRnpMammEwTBpoMiMoGg9QGgPCSf4hgCJ1aiDG9nBCA1VaZKTJATCwhGk5vdMVoAo3vqpioiQWjMT+AOC7kinChITK6/Zg=";
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Af/AEpdADOciODt+zRlZZV/WkBxzBaxS2R7hXwIcKg+35f6lGSrQ9KwOmNQ4D/34wbWVm6uPL9WYjtKHb0J64Az1yhprq0YAAum89RCKecAAAAA/Aa10o3+E24AAWaAEAAAAJffB/yxxGf7AgAAAAAEWVo=";
    private const string Zstd = "KLUv/QRoNQIA0kIKEZBNB4RYGen+f6IbasxtYk8Bg7ZWptvdgS/ecIep6L10QkpHTMFMhwILILDZHfb9RjoF4BmMdEDycBQDBwwaYDgFOfwZgLQ=";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task AnImage_IsTaggedInspectedAndRemoved()
    {
        var id = await BuildAsync("c-tag:1", "FROM scratch\nCOPY hi /hi\nENV A=b\nLABEL l=v\nEXPOSE 80\nVOLUME /v\nCMD [\"/hi\"]\n");

        Assert.Equal((201, """{"image":"c-tag/x/y:2"}"""), Text(await vm.CallAsync("POST", "/v1/images/tag?image=c-tag:1&name=c-tag/x/y:2")));
        var inspected = (await vm.CallAsync("GET", "/v1/images/inspect?image=c-tag/x/y:2")).Body;
        Assert.Equal(id, (string?)inspected["id"]);
        Assert.Equal("""["c-tag/x/y:2","c-tag:1"]""", Sorted(inspected["tags"]!));
        Assert.Equal("linux", (string?)inspected["os"]);
        var config = inspected["config"]!;
        Assert.Equal("""["/hi"]""", config["cmd"]!.ToJsonString());
        Assert.Equal("""["80/tcp"]""", config["exposedPorts"]!.ToJsonString());
        Assert.Equal("""["/v"]""", config["volumes"]!.ToJsonString());
        Assert.Equal("""{"l":"v"}""", config["labels"]!.ToJsonString());
        Assert.Contains("A=b", config["env"]!.AsArray().Select(variable => (string?)variable));

        var history = (await vm.CallAsync("GET", $"/v1/images/history?image={id}")).Body.AsArray();
        Assert.Equal(6, history.Count);
        Assert.Contains("COPY", (string?)history[^1]!["createdBy"], StringComparison.Ordinal);

        Assert.Equal((200, """{"untagged":["c-tag/x/y:2"],"deleted":[]}"""), Text(await vm.CallAsync("DELETE", "/v1/images?image=c-tag/x/y:2")));
        var removed = await vm.CallAsync("DELETE", "/v1/images?image=c-tag:1");
        Assert.Contains(id, removed.Body["deleted"]!.AsArray().Select(digest => (string?)digest));
        Assert.Equal(404, (await vm.CallAsync("GET", $"/v1/images/inspect?image={id}")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Remove_OfAnImageWithTwoNamesById_Is409UnlessForced()
    {
        var id = await BuildAsync("c-two:1", "FROM scratch\nCOPY hi /two\n");
        await vm.CallAsync("POST", "/v1/images/tag?image=c-two:1&name=c-two:2");

        var refused = await vm.CallAsync("DELETE", $"/v1/images?image={id}");
        var forced = await vm.CallAsync("DELETE", $"/v1/images?image={id}&force=true");

        Assert.Equal((409, "image_conflict"), Code(refused));
        Assert.Equal((200, """["c-two:1","c-two:2"]"""), (forced.Status, Sorted(forced.Body["untagged"]!)));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("GET", "/v1/images/inspect?image=c-nothing/here:1")]
    [InlineData("GET", "/v1/images/history?image=c-nothing")]
    [InlineData("GET", "/v1/images/save?image=busybox&image=c-nothing")]
    [InlineData("POST", "/v1/images/tag?image=c-nothing&name=c-x:1")]
    [InlineData("DELETE", "/v1/images?image=c-nothing&force=true")]
    public async Task AnUnknownImage_Is404(string method, string path)
    {
        Assert.Equal((404, "image_not_found"), Code(await vm.CallAsync(method, path)));
    }

    [Fact(Timeout = 180_000)]
    public async Task AnImage_IsSavedAndLoadedAgain()
    {
        var id = await BuildAsync("c-saved:1", "FROM scratch\nCOPY hi /saved\n");
        var saved = await vm.Api.GetByteArrayAsync("/v1/images/save?image=c-saved:1", Cancellation);
        await vm.CallAsync("DELETE", "/v1/images?image=c-saved:1");

        Assert.Equal((400, "invalid_archive"), Code(await vm.CallAsync("POST", "/v1/images/load", saved[..(saved.Length / 2)])));
        Assert.Equal((200, """{"images":["c-saved:1"]}"""), Text(await vm.CallAsync("POST", "/v1/images/load", saved)));
        Assert.Equal(id, (string?)(await vm.CallAsync("GET", "/v1/images/inspect?image=c-saved:1")).Body["id"]);
        await vm.CallAsync("DELETE", "/v1/images?image=c-saved:1");
    }

    [Fact(Timeout = 60_000)]
    public async Task Load_OfWhatIsNoSavedImage_TellsWhy()
    {
        Assert.Equal((400, "invalid_archive"), Code(await vm.CallAsync("POST", "/v1/images/load", await Tars.OfAsync(("x", "y")))));
        Assert.Equal((415, "unsupported_archive"), Code(await vm.CallAsync("POST", "/v1/images/load", "no tar"u8.ToArray())));
        Assert.Equal((400, "invalid_archive"), Code(await vm.CallAsync("POST", "/v1/images/load", Array.Empty<byte>())));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Gzip)]
    [InlineData(Bzip2)]
    [InlineData(Xz)]
    [InlineData(Zstd)]
    public async Task Import_Unpacks(string compressed)
    {
        var imported = await vm.CallAsync("POST", "/v1/images/import?image=c-import:1", Convert.FromBase64String(compressed));

        Assert.Equal((201, "c-import:1"), (imported.Status, (string?)imported.Body["image"]));
        var inspected = (await vm.CallAsync("GET", "/v1/images/inspect?image=c-import:1")).Body;
        Assert.Equal(Content, (string?)inspected["layers"]![0]);
        await vm.CallAsync("DELETE", "/v1/images?image=c-import:1");
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Gzip)]
    [InlineData(Bzip2)]
    [InlineData(Xz)]
    [InlineData(Zstd)]
    public async Task Import_WithAWrongDigest_LeavesNoImage(string compressed)
    {
        var tar = Convert.FromBase64String(compressed);
        var right = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tar));
        var before = await DigestsAsync();

        Assert.Equal((422, "digest_mismatch"), Code(await vm.CallAsync("POST", $"/v1/images/import?image=c-digest:1&sha256={new string('0', 64)}", tar)));
        Assert.Equal(before, await DigestsAsync());

        Assert.Equal(201, (await vm.CallAsync("POST", $"/v1/images/import?image=c-digest:1&sha256=sha256:{right}", tar)).Status);
        Assert.Equal(200, (await vm.CallAsync("DELETE", "/v1/images?image=c-digest:1")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Import_FetchesAUrl()
    {
        var tar = Convert.FromBase64String(Gzip);
        await using var server = new HostServer(request => request switch
        {
            "GET /rootfs.tgz" => HostServer.Answer("200 OK", tar),
            "GET /moved" => HostServer.Answer("302 Found", [], "Location: /rootfs.tgz\r\n"),
            _ => HostServer.Answer("404 Not Found", []),
        });
        var path = $"/v1/images/import?image=c-url:1&url=http://{server.Authority}";

        Assert.Equal((422, "digest_mismatch"), Code(await vm.CallAsync("POST", $"{path}/rootfs.tgz&sha256={new string('0', 64)}")));
        Assert.Equal((502, "download_failed"), Code(await vm.CallAsync("POST", $"{path}/nothing")));
        Assert.Equal((404, "image_not_found"), Code(await vm.CallAsync("GET", "/v1/images/inspect?image=c-url:1")));

        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tar));
        Assert.Equal(201, (await vm.CallAsync("POST", $"{path}/moved&sha256={digest}")).Status);
        Assert.Equal(200, (await vm.CallAsync("DELETE", "/v1/images?image=c-url:1")).Status);
    }

    [Fact(Timeout = 180_000)]
    public async Task ABuild_ThatFails_SaysSoInItsLastLine()
    {
        var context = await Tars.OfAsync(
            ("Dockerfile", "FROM busybox\nARG WORD\nRUN echo said $WORD; exit 3\n"),
            ("Bad", "FROM busybox\nFRO x\n"));

        var (status, lines) = await vm.CallAsync("POST", "/v1/images/build?tag=c-fails:1&network=none&buildArg=WORD=so%3D1&noCache=true", context);
        Assert.Equal(200, status);
        Assert.Contains("said so=1\n", lines.AsArray().Select(line => (string?)line!["text"]));
        Assert.Equal("build_failed", (string?)lines.AsArray()[^1]!["error"]!["code"]);

        Assert.Equal((400, "invalid_request"), Code(await vm.CallAsync("POST", "/v1/images/build?dockerfile=Bad", context)));
        Assert.Equal((400, "build_failed"), Code(await vm.CallAsync("POST", "/v1/images/build?dockerfile=None", context)));
        Assert.Equal((400, "invalid_request"), Code(await vm.CallAsync("POST", "/v1/images/build?target=none", context)));
        Assert.Equal((404, "image_not_found"), Code(await vm.CallAsync("GET", "/v1/images/inspect?image=c-fails:1")));
    }

    [Fact(Timeout = 180_000)]
    public async Task ABuild_ThatNobodyWaitsFor_Ends()
    {
        var context = await Tars.OfAsync(("Dockerfile", "FROM busybox\nRUN echo begun; sleep 61234\n"));
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/build?network=none&noCache=true") { Content = new ByteArrayContent(context) })
        using (var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation))
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            while (await lines.ReadLineAsync(Cancellation) is { } line && !line.Contains("\"begun", StringComparison.Ordinal))
            {
            }

            // The shell has said so and is about to start it.
            while (!await RunsAsync("sleep 61234"))
            {
                await Task.Delay(100, Cancellation);
            }
        }

        while (await RunsAsync("sleep 61234"))
        {
            await Task.Delay(100, Cancellation);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AContainer_IsCommitted()
    {
        var created = await vm.CallAsync("POST", "/v1/containers", """{"image":"busybox","name":"c-commit","network":"none"}""");
        Assert.Equal(201, created.Status);

        var committed = await vm.CallAsync(
            "POST", "/v1/containers/c-commit/commit", """{"image":"c-committed:1","comment":"why","author":"me","changes":["CMD [\"true\"]","LABEL a=b"]}""");
        Assert.Equal((201, "c-committed:1"), (committed.Status, (string?)committed.Body["image"]));
        var inspected = (await vm.CallAsync("GET", "/v1/images/inspect?image=c-committed:1")).Body;
        Assert.Equal(((string?)committed.Body["id"], "why", "me"), ((string?)inspected["id"], (string?)inspected["comment"], (string?)inspected["author"]));
        Assert.Equal("""["true"]""", inspected["config"]!["cmd"]!.ToJsonString());

        Assert.Equal((400, "invalid_request"), Code(await vm.CallAsync(
            "POST", "/v1/containers/c-commit/commit", """{"image":"c-committed:2","changes":["RUN true"]}""")));
        Assert.Equal((404, "container_not_found"), Code(await vm.CallAsync("POST", "/v1/containers/c-nobody/commit", """{"image":"c-committed:2"}""")));
        await vm.CallAsync("DELETE", "/v1/containers/c-commit");
        await vm.CallAsync("DELETE", "/v1/images?image=c-committed:1");
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_RemovesWhatHasNoNameAndTheLabel()
    {
        var id = await BuildAsync(null, "FROM scratch\nCOPY hi /prune\nLABEL c-prune=1\n");

        var other = await vm.CallAsync("POST", "/v1/images/prune?label=c-prune=2");
        var pruned = await vm.CallAsync("POST", "/v1/images/prune?label=c-prune=1");

        Assert.Equal((200, "[]"), (other.Status, other.Body["deleted"]!.ToJsonString()));
        Assert.Contains(id, pruned.Body["deleted"]!.AsArray().Select(digest => (string?)digest));
    }

    private async Task<string> BuildAsync(string? tag, string dockerfile)
    {
        var context = await Tars.OfAsync(("Dockerfile", dockerfile), ("hi", "hi\n"));
        var (status, lines) = await vm.CallAsync("POST", $"/v1/images/build{(tag is null ? "" : $"?tag={tag}")}", context);
        Assert.Equal(200, status);
        return lines.AsArray().Select(line => (string?)line!["imageId"]).OfType<string>().Last();
    }

    private async Task<string> DigestsAsync() =>
        Sorted(new JsonArray([.. (await vm.CallAsync("GET", "/v1/images")).Body.AsArray().Select(image => image!["id"]!.DeepClone())]));

    private async Task<bool> RunsAsync(string command) =>
        (await vm.CallAsync("GET", "/v1/containers")).Body.AsArray().Any(entry => ((string)entry!["command"]!).Contains(command, StringComparison.Ordinal));

    private static string Sorted(JsonNode texts) =>
        new JsonArray([.. texts.AsArray().Select(text => (string?)text).Order(StringComparer.Ordinal).Select(text => JsonValue.Create(text))]).ToJsonString();

    private static (int Status, string? Code) Code((int Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["code"]);

    private static (int Status, string Text) Text((int Status, JsonNode Body) answer) => (answer.Status, answer.Body.ToJsonString());
}
