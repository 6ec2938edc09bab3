using Pockr.HostLauncher.Tests.Images;
using Pockr.Machines.Archives;

namespace Pockr.HostLauncher.Tests.Archives;

public sealed class XzStreamTests
{
    private const int Dictionary = 64 << 20;

    // A program, whose jumps the filter changes, and what does not pack.
    private static readonly byte[] s_content = [.. Code(3 << 20), .. Noise(300_000), .. Code(1003)];

    public static TheoryData<string, int> Ways => new MatrixTheoryData<string, int>(
        ["--x86 --lzma2=preset=1,dict=1MiB", "--lzma2=preset=1,dict=64MiB", "--x86 --lzma2=preset=0,lc=0,lp=2,pb=0", "-0 --check=none"],
        [1 << 20, 65537, 4096, 777]);

    public static TheoryData<string> Lengths => [.. Enumerable.Range(1, 12).Select(length => $"{length}"), "65535", "65536", "65537", "65540", "131072"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhatXzHasPacked_IsTheSameAgain_HoweverItIsRead(string options, int step)
    {
        var packed = XzTool.Pack(s_content, options.Split(' '));

        var unpacked = await UnpackAsync(packed, step);

        Assert.True(unpacked.AsSpan().SequenceEqual(s_content), $"{unpacked.Length} bytes, of {s_content.Length}");
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task WhatEndsWithinAnInstruction_IsTheSameAgain(string length)
    {
        var content = Code(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(content, await UnpackAsync(XzTool.Pack(content), 1 << 20));
    }

    [Theory]
    [InlineData("--delta --lzma2=preset=0", "it is packed with other filters")]
    [InlineData("--arm --lzma2=preset=0", "it is packed with other filters")]
    [InlineData("--x86=start=4096 --lzma2=preset=0", "it is packed with other filters")]
    [InlineData("--delta --x86 --lzma2=preset=0", "it is packed with other filters")]
    [InlineData("--lzma2=preset=0,dict=65MiB", "it takes 96 MiB of memory to unpack, and 64 are the most")]
    [InlineData("--format=lzma -0", "it is no xz file")]
    public void WhatIsPackedOtherwise_IsRefusedBeforeAnyIsUnpacked(string options, string message)
    {
        var packed = XzTool.Pack(s_content, options.Split(' '));

        var failure = Assert.Throws<InvalidDataException>(() => XzStream.Open(new MemoryStream(packed), Dictionary));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsDamagedOrCutOff_EndsWithThat_WhereverItIs()
    {
        var content = s_content[^20_000..];
        var packed = XzTool.Pack(content);
        var damage = new Random(1);
        var refused = 0;
        for (var round = 0; round < 500; round++)
        {
            byte[] changed = [.. packed];
            changed[damage.Next(changed.Length)] ^= (byte)damage.Next(1, 256);
            refused += await IsRefusedAsync(changed) ? 1 : 0;
            refused += await IsRefusedAsync(packed[..damage.Next(packed.Length - 100)]) ? 1 : 0;
        }

        Assert.InRange(refused, 500, 1000); // cut off, it is always found; what is changed where it does not pack is for digests to find
    }

    private static async Task<bool> IsRefusedAsync(byte[] packed)
    {
        try
        {
            await UnpackAsync(packed, 4096);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static async Task<byte[]> UnpackAsync(byte[] packed, int step)
    {
        await using var stream = XzStream.Open(new MemoryStream(packed), Dictionary);
        using var unpacked = new MemoryStream();
        await stream.CopyToAsync(unpacked, step, TestContext.Current.CancellationToken);
        return unpacked.ToArray();
    }

    // Mostly calls and jumps, near and far and one within another, as the filter has rules for all of them.
    private static byte[] Code(int length)
    {
        byte[] bytes = [0xE8, 0xE9, 0x00, 0xFF, 0x00, 0xFF, 0x8B, 0x01];
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => bytes[random.Next(bytes.Length)])];
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
