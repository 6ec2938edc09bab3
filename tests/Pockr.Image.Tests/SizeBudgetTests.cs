using Pockr.Image.Disk;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;
using Pockr.Image.Steps;

namespace Pockr.Image.Tests;

public sealed class SizeBudgetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABuild_IsHeldToAnEstimate_OfWhatEachFileTakesPacked()
    {
        using var directory = new TemporaryDirectory();
        using var cache = StepCache.Open(directory["cache"], TextWriter.Null);
        string[] image = [await MakeDiskAsync(directory), directory["vmlinux"], directory["initramfs.cpio"]];
        await File.WriteAllBytesAsync(image[1], Noise(500_000), Cancellation);
        await File.WriteAllBytesAsync(image[2], new byte[3 << 20], Cancellation);

        var estimate = await new SizeBudget(1_000_000).EnsureLikelyKeptAsync(image, cache, Cancellation);
        var failure = await Assert.ThrowsAsync<ImageException>(() => new SizeBudget(estimate - 1).EnsureLikelyKeptAsync(image, cache, Cancellation));

        Assert.InRange(estimate, 600_000, 750_000); // of 900 KB that do not pack
        Assert.EndsWith("each by itself: vmlinux 0.5 MB, dockerd 0.4 MB, initramfs.cpio 0.0 MB.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'budgetBytes'", failure.Remedy, StringComparison.Ordinal);
    }

    private static async Task<string> MakeDiskAsync(TemporaryDirectory directory)
    {
        var recipe = RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);
        Directory.CreateDirectory(directory["root/usr/bin"]);
        await File.WriteAllBytesAsync(directory["root/usr/bin/dockerd"], Noise(400_000), Cancellation);
        await new Ext4Disk(recipe with { DiskBytes = 64 << 20, Inodes = 1024 }).MakeAsync(directory["root"], Guid.Empty, directory["raw"], Cancellation);
        await Qcow2.WriteAsync(directory["raw"], directory["base.qcow2"], Cancellation);
        return directory["base.qcow2"];
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }
}
