using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.Image.Tests;

public sealed class ImageDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Publish_WritesAManifestAndChecksumsThatHold()
    {
        await PublishAsync("content");

        var manifest = JsonSerializer.Deserialize(await ReadAsync(ImageManifest.FileName), ContractsJson.Default.ImageManifest)!;
        Assert.Equal([new ImageFile("base.qcow2", 7, Digest("content"))], manifest.Files);
        Assert.Contains($"{Digest("content")}  base.qcow2", await ReadAsync("SHA256SUMS"), StringComparison.Ordinal);
        Assert.Contains($"{Digest(await ReadAsync(ImageManifest.FileName))}  manifest.json", await ReadAsync("SHA256SUMS"), StringComparison.Ordinal);
        Assert.Contains($"{Digest("0")}  sbom.cdx.json", await ReadAsync("SHA256SUMS"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OverAnOldImage_LeavesWhoeverHoldsItsFilesWithWhatTheyHad()
    {
        await PublishAsync("old");
        using var held = File.OpenText(_directory["image/base.qcow2"]);

        await PublishAsync("new");

        Assert.Equal("old", await held.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("new", await ReadAsync("base.qcow2"));
        Assert.Equal(["image"], Directory.EnumerateDirectories(_directory.Path).Select(Path.GetFileName));
    }

    public void Dispose() => _directory.Dispose();

    private static string Digest(string text) => Digests.OfText(text);

    private Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(_directory["image"], name), TestContext.Current.CancellationToken);

    private async Task PublishAsync(string content)
    {
        await File.WriteAllTextAsync(_directory["base.qcow2"], content, TestContext.Current.CancellationToken);
        await new ImageDirectory(_directory["image"]).PublishAsync(
            [_directory["base.qcow2"]],
            files => new ImageManifest(1, "debian", "trixie", "x86_64", "0", "6.12", "quiet", "", 512, 1 << 30, files, []),
            (directory, manifest, cancellation) => File.WriteAllTextAsync(Path.Combine(directory, "sbom.cdx.json"), manifest.BuildId, cancellation),
            TestContext.Current.CancellationToken);
        File.Delete(_directory["base.qcow2"]);
    }
}
