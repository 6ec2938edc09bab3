using System.Buffers.Binary;
using Pockr.Image.Errors;

namespace Pockr.Image.Kernel;

/// <summary>
/// Takes the kernel proper (an ELF file that QEMU starts directly) out of an x86 <c>vmlinuz</c>. Unpacking it inside an emulated machine
/// would take most of the boot. Layout: Linux, Documentation/arch/x86/boot.rst.
/// </summary>
internal static class BzImage
{
    private const int SetupSectors = 0x1f1;
    private const int Magic = 0x202;
    private const int PayloadOffset = 0x248;
    private const int PayloadLength = 0x24c;

    public static async Task ExtractAsync(string vmlinuz, string vmlinux, CancellationToken cancellationToken)
    {
        await Payload.UnpackAsync(FindPayload(await File.ReadAllBytesAsync(vmlinuz, cancellationToken)), vmlinux, cancellationToken);

        await using var kernel = File.OpenRead(vmlinux);
        var magic = new byte[4];
        if (await kernel.ReadAtLeastAsync(magic, 4, throwOnEndOfStream: false, cancellationToken) < 4 || !magic.AsSpan().SequenceEqual("\u007fELF"u8))
        {
            throw Failures.KernelUnreadable("its payload is not an ELF file");
        }
    }

    internal static byte[] FindPayload(byte[] image)
    {
        if (image.Length < PayloadLength + 4 || !image.AsSpan(Magic, 4).SequenceEqual("HdrS"u8))
        {
            throw Failures.KernelUnreadable("it is no bzImage");
        }

        // Setup sectors of 512 bytes and the boot sector come first; 0 stands for 4. The last four bytes are the unpacked length.
        var setup = (image[SetupSectors] == 0 ? 4 : image[SetupSectors]) + 1;
        var start = (setup * 512L) + BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(PayloadOffset));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(PayloadLength)) - 4L;
        return length > 0 && start + length <= image.Length
            ? image[(int)start..(int)(start + length)]
            : throw Failures.KernelUnreadable($"its header names a payload at {start} of {length} bytes, and the file has {image.Length}");
    }
}
