using System.Globalization;
using System.Text;

namespace Pockr.Image.Initramfs;

/// <summary>
/// Writes the cpio format the kernel reads ("newc": Linux, Documentation/driver-api/early-userspace/buffer-format.rst), all of root's
/// and of one time, so that the same files give the same bytes on every host.
/// </summary>
internal sealed class NewcArchive(Stream target, long epoch) : IDisposable
{
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int Link = 0xa000;

    private int _inode;

    public void AddDirectory(string path) => Add(path, Directory | 0x1ed, []);

    public void AddLink(string path, string destination) => Add(path, Link | 0x1ff, Encoding.UTF8.GetBytes(destination));

    /// <param name="path">Path in the archive, without a leading slash.</param>
    /// <param name="content">What is in the file.</param>
    /// <param name="mode">Permissions.</param>
    public void AddFile(string path, byte[] content, UnixFileMode mode) => Add(path, Regular | (int)mode, content);

    public void Dispose() => Add("TRAILER!!!", 0, []);

    private void Add(string path, int mode, byte[] content)
    {
        var name = Encoding.UTF8.GetBytes(path + '\0');
        int[] fields =
        [
            mode == 0 ? 0 : ++_inode, mode, 0, 0, 1, mode == 0 ? 0 : (int)epoch, content.Length, 0, 0, 0, 0, name.Length, 0,
        ];
        target.Write(Encoding.ASCII.GetBytes("070701" + string.Concat(fields.Select(field => field.ToString("x8", CultureInfo.InvariantCulture)))));
        target.Write(name);
        Pad(110 + name.Length);
        target.Write(content);
        Pad(content.Length);
    }

    private void Pad(int written) => target.Write(new byte[(4 - (written % 4)) % 4]);
}
