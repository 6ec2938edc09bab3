using System.Buffers.Binary;
using System.IO.Compression;
using Pockr.Image.Errors;
using Pockr.Image.Kernel;
using Pockr.Image.Processes;

namespace Pockr.Image.Tests;

public sealed class ArmImageTests : IDisposable
{
    private const int PayloadStart = 128;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Extract_OfARawImage_IsThatImage()
    {
        Assert.Equal(Kernel(), await ExtractAsync(Kernel()));
    }

    [Fact]
    public async Task Extract_OfAZippedImage_UnpacksIt()
    {
        Assert.Equal(Kernel(), await ExtractAsync(Zipped(Kernel())));
    }

    [Fact]
    public async Task Extract_OfAnEfiProgram_UnpacksItsPayload_AndNothingAfterIt()
    {
        Assert.Equal(Kernel(), await ExtractAsync([.. Zboot(Zipped(Kernel())), .. "padding, signature"u8]));
    }

    [Fact]
    public async Task Extract_OfAPayloadPackedWithZstd_UnpacksIt()
    {
        await File.WriteAllBytesAsync(_directory["kernel"], Kernel(), TestContext.Current.CancellationToken);
        await Tool.RunAsync(new ToolCommand("zstd", ["-q", "-c", _directory["kernel"]]) { OutputFile = _directory["packed"] }, TestContext.Current.CancellationToken);

        Assert.Equal(Kernel(), await ExtractAsync(Zboot(await File.ReadAllBytesAsync(_directory["packed"], TestContext.Current.CancellationToken))));
    }

    [Theory]
    [InlineData(0u, 8u)] // within the header
    [InlineData(23u, 8u)]
    [InlineData(128u, 0u)]
    [InlineData(128u, 100_000u)]
    [InlineData(uint.MaxValue, 1u)]
    [InlineData(1u, uint.MaxValue)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public async Task Extract_WithAPayloadThatIsNotInTheFile_IsRefused(uint start, uint length)
    {
        var image = Zboot(Zipped(Kernel()));
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(8), start);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(12), length);

        var failure = await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(image));

        Assert.Contains($"a payload at {start} of {length} bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_OfAPayloadPackedOtherwise_TellsItsFirstBytes()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(Zboot([.. "\x04\x22\x4d\x18 lz4"u8])));

        Assert.Contains("begins with 04224d18", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_OfADamagedPayload_IsRefused()
    {
        var payload = Zipped(Kernel());
        payload[^6] ^= 0xff; // in its checksum
        Assert.Contains("damaged", (await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(Zboot(payload)))).Message, StringComparison.Ordinal);

        var failure = await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(Zboot([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4])));
        Assert.Contains("zstd says of its payload", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_directory.Path), file => file.EndsWith(".packed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Extract_OfAPayloadThatIsNoKernelForArm_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(Zboot(Zipped(new byte[4096]))));

        Assert.Contains("not a kernel for arm64", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(23)]
    public async Task Extract_OfAFileThatEndsInItsHeader_IsRefused(int length)
    {
        await Assert.ThrowsAsync<ImageException>(() => ExtractAsync(Zboot(Zipped(Kernel()))[..length]));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<byte[]> ExtractAsync(byte[] image)
    {
        await File.WriteAllBytesAsync(_directory["vmlinuz"], image, TestContext.Current.CancellationToken);
        await ArmImage.ExtractAsync(_directory["vmlinuz"], _directory["vmlinux"], TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(_directory["vmlinux"], TestContext.Current.CancellationToken);
    }

    private static byte[] Kernel()
    {
        var image = new byte[4096];
        new Random(1).NextBytes(image);
        "MZ@"u8.CopyTo(image);
        "ARM\x64"u8.CopyTo(image.AsSpan(0x38));
        return image;
    }

    private static byte[] Zipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Zboot(byte[] payload)
    {
        var image = new byte[PayloadStart + payload.Length];
        "MZ\0\0zimg"u8.CopyTo(image);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(8), PayloadStart);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(12), (uint)payload.Length);
        "gzip"u8.CopyTo(image.AsSpan(24));
        payload.CopyTo(image.AsSpan(PayloadStart));
        return image;
    }
}
