using Pockr.Image.Processes;

namespace Pockr.Image.Disk;

/// <summary>The few <c>qemu-img</c> calls an image needs.</summary>
internal static class Qcow2
{
    /// <summary>
    /// Not compressed: what is downloaded is, as a whole, which makes it smaller than clusters that are each by themselves. Byte for byte the
    /// same for the same input: <c>qemu-img</c> writes in order unless told otherwise.
    /// </summary>
    public static Task WriteAsync(string raw, string target, CancellationToken cancellationToken) => Tool.RunAsync(
        new ToolCommand("qemu-img", ["convert", "-f", "raw", "-O", "qcow2", raw, target]), cancellationToken);

    /// <summary>The disk as it is seen from inside; what is empty takes no room.</summary>
    public static Task UnpackAsync(string disk, string raw, CancellationToken cancellationToken) => Tool.RunAsync(
        new ToolCommand("qemu-img", ["convert", "-f", "qcow2", "-O", "raw", disk, raw]), cancellationToken);
}
