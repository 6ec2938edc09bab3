using System.Text;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.EndToEnd.Tests;

/// <summary>Files, networks and volumes of containers as programs use them.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkFilesTests(RunningVm vm) : IAsyncLifetime
{
    private const string Label = "sdk-files";

    private readonly PockrClient _client = new(new Uri(vm.Url), vm.Token);
    private string _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FilesClient Files => _client.Files;

    public async ValueTask InitializeAsync()
    {
        _container = (await _client.Containers.CreateAsync(new CreateContainerRequest("busybox", Cmd: ["sleep", "1000"]), Cancellation)).Id;
        await _client.Containers.StartAsync(_container, Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task Files_AreWrittenMovedReadAndRemoved()
    {
        await Files.MakeDirectoryAsync(_container, "/d/e", parents: true, cancellationToken: Cancellation);
        await Files.WriteAsync(_container, "/d/e/f", new MemoryStream("text"u8.ToArray()), cancellationToken: Cancellation);
        await Files.MoveAsync(_container, new MoveFileRequest("/d/e/f", "/d/g"), Cancellation);
        Assert.Equal(4, (await Files.StatAsync(_container, "/d/g", Cancellation)).SizeBytes);
        Assert.Equal(["e", "g"], (await Files.ListAsync(_container, "/d", cancellationToken: Cancellation)).Entries.Select(entry => entry.Name));
        Assert.Equal("text", await ReadAsync(await Files.ReadAsync(_container, "/d/g", Cancellation)));

        await Files.WriteArchiveAsync(_container, "/d", new MemoryStream(await Tars.OfAsync(("packed", "in a tar"))), Cancellation);
        Assert.Contains("in a tar", await ReadAsync(await Files.ReadArchiveAsync(_container, "/d/packed", Cancellation)), StringComparison.Ordinal);
        await Files.RemoveAsync(_container, "/d", recursive: true, Cancellation);
        Assert.Equal(ProblemCodes.FileNotFound, (await Assert.ThrowsAsync<ResourceNotFoundException>(() => Files.StatAsync(_container, "/d", Cancellation))).Code);
    }

    [Fact(Timeout = 300_000)]
    public async Task ANetwork_IsMadeConnectedAndRemoved()
    {
        var labels = new Dictionary<string, string> { [Label] = "" };
        var network = await _client.Networks.CreateAsync(new CreateNetworkRequest("sdk-net", Labels: labels), Cancellation);
        await _client.Networks.ConnectAsync("sdk-net", new ConnectNetworkRequest(_container), Cancellation);
        Assert.Equal(_container, Assert.Single((await _client.Networks.InspectAsync(network.Id, Cancellation)).Containers).Id);
        await _client.Networks.DisconnectAsync("sdk-net", new DisconnectNetworkRequest(_container), Cancellation);
        await _client.Networks.RemoveAsync("sdk-net", Cancellation);

        await _client.Networks.CreateAsync(new CreateNetworkRequest("sdk-other", Labels: labels), Cancellation);
        Assert.Equal(["sdk-other"], (await _client.Networks.PruneAsync([Label], Cancellation)).Removed);
        Assert.DoesNotContain(await _client.Networks.ListAsync(Cancellation), other => other.Name.StartsWith("sdk-", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task AVolume_IsMadeAndRemoved()
    {
        var labels = new Dictionary<string, string> { [Label] = "" };
        await _client.Volumes.CreateAsync(new CreateVolumeRequest("sdk-volume"), Cancellation);
        Assert.Equal("local", (await _client.Volumes.InspectAsync("sdk-volume", Cancellation)).Driver);
        await _client.Volumes.RemoveAsync("sdk-volume", Cancellation);

        await _client.Volumes.CreateAsync(new CreateVolumeRequest("sdk-other", Labels: labels), Cancellation);
        Assert.Equal(["sdk-other"], (await _client.Volumes.PruneAsync(all: true, [Label], Cancellation)).Removed);
        Assert.DoesNotContain(await _client.Volumes.ListAsync(Cancellation), other => other.Name.StartsWith("sdk-", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.Containers.RemoveAsync(_container, force: true, CancellationToken.None);
        _client.Dispose();
    }

    private static async Task<string> ReadAsync(Stream content)
    {
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
