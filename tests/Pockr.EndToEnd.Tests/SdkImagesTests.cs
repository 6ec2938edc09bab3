using System.Security.Cryptography;
using Pockr.Client;
using Pockr.Contracts;

namespace Pockr.EndToEnd.Tests;

/// <summary>Images of containers as programs use them.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkImagesTests(RunningVm vm) : IDisposable
{
    private const string Label = "sdk-images";

    private readonly PockrClient _client = new(new Uri(vm.Url), vm.Token);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImagesClient Images => _client.Images;

    [Fact(Timeout = 300_000)]
    public async Task One_IsBuiltInspectedSavedLoadedAndRemoved()
    {
        var context = await Tars.OfAsync(("Dockerfile", $"FROM busybox\nLABEL {Label}=\nRUN echo built >/built\n"));
        await Images.BuildAsync(new MemoryStream(context), new BuildOptions { Tags = ["sdk-built:1"], Network = "none" }, Cancellation).LastAsync(Cancellation);
        var id = (await Images.InspectAsync("sdk-built:1", Cancellation)).Id;
        Assert.Contains(await Images.GetHistoryAsync(id, Cancellation), step => step.CreatedBy.Contains("built", StringComparison.Ordinal));
        Assert.Contains(await Images.ListAsync(Cancellation), image => image.Id == id);
        Assert.Contains(await Images.ListAsync(all: true, Cancellation), image => image.Id == id);

        using var archive = new MemoryStream();
        await using (var saved = await Images.SaveAsync(["sdk-built:1"], Cancellation))
        {
            await saved.CopyToAsync(archive, Cancellation);
        }

        Assert.Contains("sdk-built:1", (await Images.RemoveAsync("sdk-built:1", cancellationToken: Cancellation)).Untagged);
        archive.Position = 0;
        Assert.Equal(["sdk-built:1"], (await Images.LoadAsync(archive, Cancellation)).Images);
        await Images.PruneAsync(all: true, [Label], Cancellation);
        Assert.Equal(ProblemCodes.ImageNotFound, (await Assert.ThrowsAsync<ResourceNotFoundException>(() => Images.InspectAsync(id, Cancellation))).Code);
    }

    [Fact(Timeout = 300_000)]
    public async Task One_IsMadeOfATar_OfAnAddress_AndOfAContainer()
    {
        var tar = await Tars.OfAsync(("greeting", "hello\n"));
        await using var server = new HostServer(_ => HostServer.Answer("200 OK", tar));
        var digest = Convert.ToHexStringLower(SHA256.HashData(tar));

        var sent = await Images.ImportAsync("sdk-tar:1", new MemoryStream(tar), Cancellation);
        var checkedAsWell = await Images.ImportAsync("sdk-tar:2", new MemoryStream(tar), digest, Cancellation);
        var fetched = await Images.ImportFromAsync("sdk-tar:3", new Uri($"http://{server.Authority}/rootfs.tar"), digest, Cancellation);
        var container = await _client.Containers.CreateAsync(new CreateContainerRequest("busybox", Network: "none"), Cancellation);
        var committed = await Images.CommitAsync(container.Id, new CommitContainerRequest("sdk-tar:4"), Cancellation);

        Assert.Equal(["sdk-tar:1", "sdk-tar:2", "sdk-tar:3", "sdk-tar:4"], new[] { sent.Image, checkedAsWell.Image, fetched.Image, committed.Image });
        await _client.Containers.RemoveAsync(container.Id, cancellationToken: Cancellation);
        for (var number = 1; number <= 4; number++)
        {
            await Images.RemoveAsync($"sdk-tar:{number}", force: true, Cancellation);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task One_IsPulled()
    {
        Requirements.NeedProgram("docker-registry");
        Requirements.NeedProgram("skopeo");
        await using var registry = await HostRegistry.StartAsync();
        using var directory = new HostDirectory();
        var archive = Path.Combine(directory.Path, "busybox.tar");
        await using (var saved = await Images.SaveAsync(["busybox"], Cancellation))
        await using (var file = File.Create(archive))
        {
            await saved.CopyToAsync(file, Cancellation);
        }

        await registry.PushAsync(archive, "sdk/pulled:1");
        var name = $"10.0.2.2:{registry.Port}/sdk/pulled:1";
        await Images.PullAsync(name, Cancellation).LastAsync(Cancellation);

        Assert.Contains(name, (await Images.InspectAsync(name, Cancellation)).Tags);
        await Images.RemoveAsync(name, cancellationToken: Cancellation);
    }

    public void Dispose() => _client.Dispose();
}
