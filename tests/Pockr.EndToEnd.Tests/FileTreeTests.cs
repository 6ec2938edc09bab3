using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Files of a running container, which does what it can to lead elsewhere.</summary>
[Collection(nameof(SharedVm))]
public sealed class FileTreeTests(RunningVm vm) : IAsyncLifetime
{
    private const string Prepare =
        "ln -s / root-link; ln -s ../../../../.. up; ln -s /proc/1/root magic; ln -s nowhere dangling; ln -s a-loop a-loop;"
        + " mkdir -p /d/e/f; echo text >/d/e/file; ln -s /keep /d/e/f/out; ln -s /keep d/keep-link; mkdir /keep; echo kept >/keep/file; echo ready; exec sleep 600";

    private readonly string _name = $"f-{Guid.NewGuid():n}";
    private TestContainer _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new JsonObject { ["cmd"] = new JsonArray("sh", "-c", Prepare), ["tmpfs"] = new JsonObject { ["/memory"] = "" } };
        _container = await TestContainer.RunAsync(vm, _name, settings.ToJsonString());
        await _container.WhenPrintedAsync("ready\n");
    }

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task AList_IsSortedAndTellsWhatEachEntryIs()
    {
        await UnpackAsync("/d", new PaxTarEntry(TarEntryType.RegularFile, "b") { Mode = (UnixFileMode)0b110_100_000, Uid = 12, Gid = 34, DataStream = new MemoryStream([1, 2, 3]) });

        var entries = (await ListAsync("/d"))["entries"]!.AsArray().Select(entry => entry!.AsObject()).ToList();

        Assert.Equal(["b", "e", "keep-link"], entries.Select(entry => (string)entry["name"]!));
        Assert.Equal(["file", "directory", "link"], entries.Select(entry => (string)entry["type"]!));
        Assert.Equal(
            ("0640", 12, 34, 3), ((string)entries[0]["mode"]!, (int)entries[0]["uid"]!, (int)entries[0]["gid"]!, (int)entries[0]["sizeBytes"]!));
        Assert.Equal("/keep", (string?)entries[2]["linkTarget"]);
        Assert.False(entries[0].ContainsKey("linkTarget"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AList_OfMoreThanTheLimit_HasTheFirstAndSaysSo()
    {
        await UnpackAsync("/d", [.. Enumerable.Range(0, 2000).Select(number => new PaxTarEntry(TarEntryType.RegularFile, $"many/{number:0000}"))]);

        var some = await ListAsync("/d/many", "&limit=3");
        var all = await ListAsync("/d/many", "&limit=2000");

        Assert.Equal(["0000", "0001", "0002"], Names(some));
        Assert.True((bool)some["truncated"]!);
        Assert.Equal((2000, false), (Names(all).Length, (bool)all["truncated"]!));
    }

    [Fact(Timeout = 60_000)]
    public async Task PathsThatLeadUp_EndAtTheContainersRoot()
    {
        var root = Names(await ListAsync("/"));

        Assert.Contains("keep", root);
        foreach (var path in (string[])["/up", "/root-link", "/../../..", "/d/../up/root-link/.."])
        {
            Assert.Equal(root, Names(await ListAsync(path)));
        }

        Assert.Equal(204, (await SendAsync("POST", "/mkdir", "/up/up/root-link/made")).Status);
        Assert.Contains("made", Names(await ListAsync("/")));
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatCannotBeListed_IsSaidWithACode()
    {
        string[] wrong = ["/magic", "/magic/tmp", "/proc/1/root", "/proc/1/cwd/etc", "/a-loop", "/d/e/file", "", "relative", "/nul\0"];
        foreach (var path in wrong)
        {
            Fails(400, "invalid_request", await SendAsync("GET", "/list", path));
        }

        foreach (var path in (string[])["/dangling", "/nothing"])
        {
            Fails(404, "file_not_found", await SendAsync("GET", "/list", path));
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/-rf")]
    [InlineData("/two\nlines and 'quotes' \"$(id)\" ä 😀")]
    [InlineData("/ ")]
    public async Task AnyName_IsMadeListedMovedAndRemoved(string path)
    {
        Assert.Equal(204, (await SendAsync("POST", "/mkdir", path)).Status);
        Assert.Contains(path[1..], Names(await ListAsync("/")));
        Assert.Equal(204, (await MoveAsync(path, $"/d{path}")).Status);
        Assert.Contains(path[1..], Names(await ListAsync("/d")));
        Assert.Equal(204, (await SendAsync("DELETE", "", $"/d{path}")).Status);
        Fails(404, "file_not_found", await SendAsync("GET", "/list", $"/d{path}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task NamesAtRandom_AreWrittenListedReadAndRemoved()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        var names = Enumerable.Range(0, 30).Select(_ => NameAtRandom(random)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(204, (await SendAsync("POST", "/mkdir", "/any")).Status);

        foreach (var name in names)
        {
            Assert.Equal(204, (await SendAsync("PUT", "", $"/any/{name}", body: name)).Status);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Names(await ListAsync("/any")).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            Assert.Equal(name, (await SendAsync("GET", "", $"/any/{name}")).Body);
            Assert.Equal(204, (await SendAsync("DELETE", "", $"/any/{name}")).Status);
        }

        Assert.Empty(Names(await ListAsync("/any")));
    }

    [Fact(Timeout = 60_000)]
    public async Task ADirectory_HasTheModeAndOwnerGiven_AndIsLeftAloneWhenItIsThere()
    {
        Assert.Equal(204, (await SendAsync("POST", "/mkdir", "/new/one/two/", "&parents=true&mode=1777&uid=5&gid=6")).Status);
        Assert.Equal(204, (await SendAsync("POST", "/mkdir", "/new/one", "&parents=true&mode=0700")).Status);

        var one = (await ListAsync("/new"))["entries"]![0]!;
        Assert.Equal(("one", "1777", 5, 6), ((string)one["name"]!, (string)one["mode"]!, (int)one["uid"]!, (int)one["gid"]!));
        Assert.Equal(["two"], Names(await ListAsync("/new/one")));
        Fails(409, "file_exists", await SendAsync("POST", "/mkdir", "/new/one"));
        Fails(409, "file_exists", await SendAsync("POST", "/mkdir", "/dangling", "&parents=true"));
        Fails(404, "file_not_found", await SendAsync("POST", "/mkdir", "/no/where"));
        Fails(400, "invalid_request", await SendAsync("POST", "/mkdir", "/d/e/file/below", "&parents=true"));
        Fails(400, "invalid_request", await SendAsync("POST", "/mkdir", $"/{new string('x', 256)}", "&parents=true"));
        Fails(400, "invalid_request", await SendAsync("POST", "/mkdir", "/y", "&mode=8"));
        Fails(409, "read_only", await SendAsync("POST", "/mkdir", "/sys/y"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AMove_ReplacesOnlyWhenAsked_AndStaysOnItsMount()
    {
        Assert.Equal(204, (await MoveAsync("/d/keep-link", "/up/moved-link")).Status);
        Assert.Equal("link", (string?)(await ListAsync("/"))["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == "moved-link")!["type"]);

        Fails(409, "file_exists", await MoveAsync("/keep/file", "/d/e/file"));
        Assert.Equal(204, (await MoveAsync("/keep/file", "/d/e/file", overwrite: true)).Status);
        Assert.Equal("kept\n", (await _container.GetAsync("files?path=/d/e/file")).Body);

        Fails(404, "file_not_found", await MoveAsync("/nothing", "/x"));
        Fails(400, "invalid_request", await MoveAsync("/d", "/d/e/d"));
        Fails(400, "invalid_request", await MoveAsync("/", "/x"));
        Fails(409, "directory_not_empty", await MoveAsync("/keep", "/d", overwrite: true));
        Fails(409, "file_exists", await MoveAsync("/d/e/file", "/keep", overwrite: true));
        Fails(409, "other_file_system", await MoveAsync("/d", "/memory/d"));
        Fails(409, "mount_point", await MoveAsync("/etc/hosts", "/etc/other"));
        Fails(409, "mount_point", await MoveAsync("/d/e/file", "/etc/hosts", overwrite: true));
    }

    [Fact(Timeout = 60_000)]
    public async Task ATree_IsRemovedWithoutFollowingItsLinks()
    {
        Fails(409, "directory_not_empty", await SendAsync("DELETE", "", "/d"));
        Fails(404, "file_not_found", await SendAsync("DELETE", "", "/nothing", "&recursive=true"));
        foreach (var root in (string[])["/", "//", "/.", "/d/.."])
        {
            Fails(400, "invalid_request", await SendAsync("DELETE", "", root, "&recursive=true"));
        }

        await UnpackAsync("/d", [.. Enumerable.Range(0, 1000).Select(number => new PaxTarEntry(TarEntryType.RegularFile, $"wide/{number % 10}/{number}"))]);
        await UnpackAsync("/d", new PaxTarEntry(TarEntryType.Directory, string.Concat(Enumerable.Repeat("deep/", 600))));

        Assert.Equal(204, (await SendAsync("DELETE", "", "/root-link/d/", "&recursive=true")).Status);
        Assert.Equal(204, (await SendAsync("DELETE", "", "/root-link/", "&recursive=true")).Status);

        var left = Names(await ListAsync("/"));
        Assert.DoesNotContain("d", left);
        Assert.DoesNotContain("root-link", left);
        Assert.Equal(["file"], Names(await ListAsync("/keep")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Mounts_AreLeft()
    {
        var hosts = (await ListAsync("/etc"))["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == "hosts")!.ToJsonString();

        Fails(409, "mount_point", await SendAsync("DELETE", "", "/etc/hosts"));
        Fails(409, "mount_point", await SendAsync("DELETE", "", "/etc", "&recursive=true"));
        Fails(409, "mount_point", await SendAsync("DELETE", "", "/memory"));
        Fails(409, "mount_point", await SendAsync("DELETE", "", "/memory", "&recursive=true"));

        Assert.Contains(hosts, (await ListAsync("/etc"))["entries"]!.AsArray().Select(entry => entry!.ToJsonString()));
        Assert.Equal(204, (await SendAsync("POST", "/mkdir", "/memory/in")).Status);
        Assert.Equal(204, (await SendAsync("DELETE", "", "/memory/in")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task AContainerThatDoesNotRun_IsAConflict_AndAnUnknownOne404()
    {
        Assert.Equal(204, (await _container.PostAsync("kill")).Status);
        Assert.Equal(200, (await _container.PostAsync("wait")).Status);

        Fails(409, "container_not_running", await SendAsync("GET", "/list", "/"));
        Fails(409, "container_not_running", await SendAsync("DELETE", "", "/d", "&recursive=true"));
        Fails(404, "container_not_found", await TestContainer.SendAsync(vm, "GET", "/v1/containers/f-nobody/files/list?path=/"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AReadOnlyContainer_IsNotWritten()
    {
        await using var container = await TestContainer.RunAsync(vm, $"{_name}-ro", """{"cmd":["sleep","600"],"readOnlyRoot":true}""");

        Fails(409, "read_only", await container.PostAsync("files/mkdir?path=/x"));
        Fails(409, "read_only", await container.PostAsync("files/move", """{"from":"/bin","to":"/x"}"""));
        Fails(409, "read_only", await TestContainer.SendAsync(vm, "DELETE", $"/v1/containers/{_name}-ro/files?path=/bin&recursive=true"));
        Fails(409, "read_only", await TestContainer.SendAsync(vm, "PUT", $"/v1/containers/{_name}-ro/files?path=/x", "text"));
    }

    private static void Fails(int status, string code, ApiAnswer answer) =>
        Assert.True(answer.Status == status && (string?)answer.Json["code"] == code, $"{answer.Status} {answer.Body}");

    private static string[] Names(JsonNode list) => [.. list["entries"]!.AsArray().Select(entry => (string)entry!["name"]!)];

    private async Task<JsonNode> ListAsync(string path, string more = "")
    {
        var answer = await SendAsync("GET", "/list", path, more);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }

    private Task<ApiAnswer> MoveAsync(string from, string to, bool overwrite = false) =>
        _container.PostAsync("files/move", new JsonObject { ["from"] = from, ["to"] = to, ["overwrite"] = overwrite }.ToJsonString());

    private Task<ApiAnswer> SendAsync(string method, string below, string path, string more = "", string? body = null) =>
        TestContainer.SendAsync(vm, method, $"/v1/containers/{_name}/files{below}?path={Uri.EscapeDataString(path)}{more}", body);

    /// <summary>Any characters a name may have; a file system knows only bytes.</summary>
    private static string NameAtRandom(Random random)
    {
        int[] limits = [0x20, 0x7f, 0x3000, 0x10ffff];
        var name = "";
        for (var length = random.Next(1, 40); length > 0; length--)
        {
            var value = random.Next(1, limits[random.Next(limits.Length)]);
            name += Rune.IsValid(value) && value != '/' ? new Rune(value) : "-";
        }

        return name is "." or ".." ? "..." : name;
    }

    private async Task UnpackAsync(string path, params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                await writer.WriteEntryAsync(entry, Cancellation);
            }
        }

        var answer = await vm.CallAsync("PUT", $"/v1/containers/{_name}/files/archive?path={Uri.EscapeDataString(path)}", tar.ToArray());
        Assert.True(answer.Status == 204, answer.Body.ToJsonString());
    }
}
