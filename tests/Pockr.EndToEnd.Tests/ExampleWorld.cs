using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What the examples of the OpenAPI document speak of: a running container 'web', a network 'backend', a volume 'data'.</summary>
internal sealed class ExampleWorld(RunningVm vm, IReadOnlyList<ApiOperation> operations)
{
    private const string Container = "/v1/containers/web";
    private const string Network = "/v1/networks/backend";
    private const string Volume = "/v1/volumes/data";

    public IReadOnlyList<ApiOperation> Operations => operations;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task PrepareAsync(ApiOperation operation)
    {
        await vm.CallAsync("DELETE", "/v1/containers/site?force=true");
        await EnsureContainerAsync(operation);
        await EnsureAsync(Network, "CreateNetwork", operation.Id == "CreateNetwork");
        await EnsureAsync(Volume, "CreateVolume", operation.Id == "CreateVolume");
        if (Before(operation.Id) is { } preparation)
        {
            await vm.CallAsync("POST", preparation.Path, preparation.Body);
        }
    }

    private static (string Path, string Body)? Before(string operation) => operation switch
    {
        "RemoveImage" => ("/v1/images/tag?image=busybox&name=tools:1", "{}"),
        "ConnectNetwork" => ($"{Network}/disconnect", """{"container":"web"}"""),
        "DisconnectNetwork" => ($"{Network}/connect", """{"container":"web"}"""),
        "MoveFile" or "RemoveFile" => ($"{Container}/exec/run", """{"cmd":["touch","/tmp/page"]}"""),
        "WaitForContainer" => ($"{Container}/stop?timeoutSeconds=0", "{}"),
        _ => null,
    };

    /// <summary>What runs by itself has an id nobody can write into a document.</summary>
    public async Task<string?> IdAsync(ApiOperation operation) => Source(operation.Path) is { } source
        ? (string)JsonNode.Parse(await SendAsync(source))!["id"]!
        : null;

    public async Task<byte[]?> UploadAsync(ApiOperation operation) => operation.Id switch
    {
        _ when operation.UploadType is null => null,
        "BuildImage" => await Tars.OfAsync(("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n")),
        "LoadImages" => await vm.Api.GetByteArrayAsync("/v1/images/save?image=busybox", Cancellation),
        _ => await Tars.OfAsync(("file", "text")),
    };

    public async Task RemoveAsync()
    {
        string[] things = ["/v1/containers/site?force=true", $"{Container}?force=true", Network, Volume];
        string[] images = ["site:1", "tools:1", "rootfs:1", "built:1"];
        foreach (var thing in things.Concat(images.Select(image => $"/v1/images?image={image}")))
        {
            await vm.CallAsync("DELETE", thing);
        }
    }

    private static string? Source(string path) => path switch
    {
        _ when path.StartsWith("/v1/execs/{id}", StringComparison.Ordinal) => "StartDetachedExec",
        _ when path.StartsWith("/v1/sessions/{id}", StringComparison.Ordinal) => "CreateSession",
        _ => null,
    };

    private async Task EnsureContainerAsync(ApiOperation operation)
    {
        var (status, container) = await vm.CallAsync("GET", Container);
        var runs = status == 200 && (string?)container["state"]!["status"] == "running";
        var isWanted = operation.Id != "CreateContainer";
        if (runs && isWanted)
        {
            return;
        }

        await vm.CallAsync("DELETE", $"{Container}?force=true");
        if (isWanted)
        {
            await SendAsync("CreateContainer");
            await SendAsync("StartContainer");
        }
    }

    private async Task EnsureAsync(string thing, string creation, bool isAbsent)
    {
        if (isAbsent)
        {
            await vm.CallAsync("DELETE", thing);
        }
        else if ((await vm.CallAsync("GET", thing)).Status == 404)
        {
            await SendAsync(creation);
        }
    }

    private async Task<string> SendAsync(string id)
    {
        using var request = operations.Single(operation => operation.Id == id).Example(id: null, upload: null);
        using var response = await vm.Api.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{id}: {text}");
        return text;
    }
}
