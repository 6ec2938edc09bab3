using System.Buffers.Binary;
using Pockr.Image.Errors;

namespace Pockr.Image.Kernel;

/// <summary>
/// Takes the kernel proper (a raw image that QEMU loads as it is) out of an arm64 <c>vmlinuz</c>: that may be one already, or packed, or an
/// EFI program that unpacks itself, which QEMU's direct boot does not run. Layouts: Linux, Documentation/arch/arm64/booting.rst and
/// drivers/firmware/efi/libstub/zboot-header.S.
/// </summary>
internal static class ArmImage
{
    private const int KernelMagic = 0x38;
    private const int ZbootMagic = 4;
    private const int PayloadOffset = 8;
    private const int PayloadLength = 12;
    private const int ZbootHeaderBytes = 24; // after these comes the name of the compression, which the payload tells as well

    public static async Task ExtractAsync(string vmlinuz, string vmlinux, CancellationToken cancellationToken)
    {
        var image = await File.ReadAllBytesAsync(vmlinuz, cancellationToken);
        if (IsKernel(image))
        {
            File.Copy(vmlinuz, vmlinux);
            return;
        }

        await Payload.UnpackAsync(FindPayload(image), vmlinux, cancellationToken);
        if (!IsKernel(await File.ReadAllBytesAsync(vmlinux, cancellationToken)))
        {
            throw Failures.KernelUnreadable("its payload is not a kernel for arm64");
        }
    }

    internal static bool IsKernel(ReadOnlySpan<byte> image) => image.Length > KernelMagic && image[KernelMagic..].StartsWith("ARM\x64"u8);

    internal static byte[] FindPayload(byte[] image)
    {
        if (image.Length < ZbootHeaderBytes || !image.AsSpan(ZbootMagic).StartsWith("zimg"u8))
        {
            return image; // packed as a whole, or nothing that is known
        }

        long start = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(PayloadOffset));
        long length = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(PayloadLength));
        return start >= ZbootHeaderBytes && length > 0 && start + length <= image.Length
            ? image[(int)start..(int)(start + length)]
            : throw Failures.KernelUnreadable($"its header names a payload at {start} of {length} bytes, and the file has {image.Length}");
    }
}
