using System.Buffers.Binary;
using Pockr.Image.Errors;
using Pockr.Image.Kernel;

namespace Pockr.Image.Tests;

public sealed class KernelTests
{
    [Fact]
    public void FindPayload_FollowsTheHeader()
    {
        var image = Header(setupSectors: 2, payloadOffset: 16, payloadLength: 8);
        "BODYlen!"u8.CopyTo(image.AsSpan((3 * 512) + 16));

        Assert.Equal("BODY"u8.ToArray(), BzImage.FindPayload(image));
    }

    [Fact]
    public void FindPayload_BeyondTheFile_IsRefused()
    {
        var failure = Assert.Throws<ImageException>(() => BzImage.FindPayload(Header(2, 16, 100_000)));

        Assert.Contains("payload at 1552", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindPayload_OfAnythingElse_IsRefused()
    {
        Assert.Throws<ImageException>(() => BzImage.FindPayload(new byte[4096]));
        Assert.Throws<ImageException>(() => BzImage.FindPayload([]));
    }

    [Fact]
    public void WithoutSignature_LeavesTheCode()
    {
        byte[] code = [.. "\x7fELF code"u8];
        byte[] signed = [.. code, .. new byte[700], .. new byte[8], 0, 0, 2, 188, .. "~Module signature appended~\n"u8];

        Assert.Equal(code, KernelModule.WithoutSignature(signed).ToArray());
        Assert.Equal(code, KernelModule.WithoutSignature(code).ToArray());
        Assert.Throws<ImageException>(() => KernelModule.WithoutSignature(signed.AsSpan(100)).ToArray());
    }

    [Theory]
    [InlineData("kernel/drivers/char/hw_random/virtio-rng.ko.xz", "virtio_rng")]
    [InlineData("ext4.ko", "ext4")]
    public void NameOf_IsWhatTheKernelCallsIt(string path, string name)
    {
        Assert.Equal(name, KernelModule.NameOf(path));
    }

    [Fact]
    public void DependenciesOf_ReadsModinfo_WhicheverEntryComesFirst()
    {
        Assert.Equal(["mbcache", "jbd2", "crc_x"], KernelModule.DependenciesOf(ModuleFile.With("license=GPL\0depends=mbcache,jbd2,crc-x\0name=ext4\0"u8)));
        Assert.Equal(["jbd2"], KernelModule.DependenciesOf(ModuleFile.With("depends=jbd2\0name=ext4\0"u8)));
        Assert.Empty(KernelModule.DependenciesOf(ModuleFile.With("depends=\0name=jbd2\0"u8)));
        Assert.Empty(KernelModule.DependenciesOf(ModuleFile.With("description=depends=x\0"u8)));
    }

    [Fact]
    public void AliasesOf_ReadsModinfo_InItsOrder()
    {
        Assert.Equal(["net-pf-17-proto-*", "crypto-x"], KernelModule.AliasesOf(ModuleFile.With("alias=net-pf-17-proto-*\0depends=\0alias=crypto-x"u8)));
    }

    [Theory]
    [InlineData(0x28, ulong.MaxValue)] // where the table of sections is
    [InlineData(0x28, 1ul << 40)]
    [InlineData(0x3c, 0xfffful)] // how many there are
    [InlineData(0x3e, 0xfffful)] // which of them has the names
    public void DependenciesOf_AModuleWhoseHeaderLies_IsRefused(int offset, ulong value)
    {
        var module = ModuleFile.With("depends=jbd2\0"u8);
        BitConverter.GetBytes(value).AsSpan(0, offset == 0x28 ? 8 : 2).CopyTo(module.AsSpan(offset));

        Assert.Throws<ImageException>(() => KernelModule.DependenciesOf(module));
    }

    [Fact]
    public void DependenciesOf_AnythingCutShort_IsRefused()
    {
        var module = ModuleFile.With("depends=jbd2\0"u8);
        for (var length = 0; length < module.Length; length++)
        {
            Assert.Throws<ImageException>(() => KernelModule.DependenciesOf(module.AsSpan(0, length)));
        }
    }

    private static byte[] Header(byte setupSectors, uint payloadOffset, uint payloadLength)
    {
        var image = new byte[((setupSectors + 1) * 512) + 64];
        image[0x1f1] = setupSectors;
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x248), payloadOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x24c), payloadLength);
        return image;
    }
}
