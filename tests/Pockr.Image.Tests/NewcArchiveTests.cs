using System.Text;
using Pockr.Image.Initramfs;

namespace Pockr.Image.Tests;

public sealed class NewcArchiveTests
{
    [Fact]
    public void Write_FollowsTheKernelsFormat()
    {
        using var stream = new MemoryStream();
        using (var archive = new NewcArchive(stream, 0x10))
        {
            archive.AddFile("init", "#!"u8.ToArray(), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var text = Encoding.ASCII.GetString(stream.ToArray());
        Assert.Equal(
            "070701" + "00000001" + "00008140" + "00000000" + "00000000" + "00000001" + "00000010" + "00000002"
            + "00000000" + "00000000" + "00000000" + "00000000" + "00000005" + "00000000" + "init\0\0" + "#!\0\0",
            text[..120]);
        Assert.StartsWith("070701", text[120..], StringComparison.Ordinal);
        Assert.Contains("TRAILER!!!\0", text[120..], StringComparison.Ordinal);
        Assert.Equal(0, stream.Length % 4);
    }
}
