using Pockr.Image.Processes;

namespace Pockr.Image.Disk;

/// <summary>The few <c>qemu-img</c> calls an image needs.</summary>
internal static class Qcow2
{
    /// <summary>Compressed, and byte for byte the same for the same input: <c>qemu-img</c> writes in order unless told otherwise.</summary>
    public static Task CompressAsync(string raw, string target, CancellationToken cancellationToken) => Tool.RunAsync(
        new ToolCommand("qemu-img", ["convert", "-f", "raw", "-O", "qcow2", "-c", "-o", "compression_type=zstd", raw, target]), cancellationToken);
}
