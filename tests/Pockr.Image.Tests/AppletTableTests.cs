using Pockr.Image.Errors;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Tests;

public sealed class AppletTableTests
{
    private static readonly string[] s_names = ["[", "[[", "acpid", "chroot", "init", "linuxrc", "mount", "sh", "wget"];
    private static readonly byte[] s_places = [0x33, 0x42, 0x02, 0x11, 0x03];

    [Fact]
    public void Read_PutsEachApplet_WhereItsProgramHasIt()
    {
        var applets = AppletTable.Read(Program(s_places));

        Assert.Equal(
            ["usr/bin/[", "usr/bin/[[", "sbin/acpid", "usr/sbin/chroot", "sbin/init", "linuxrc", "bin/mount", "bin/sh", "usr/bin/wget"], applets);
    }

    [Fact]
    public void Read_OfAnythingElse_IsRefused()
    {
        Assert.Throws<ImageException>(() => AppletTable.Read([]));
        Assert.Throws<ImageException>(() => AppletTable.Read("[\0[[\0"u8));
        Assert.Throws<ImageException>(() => AppletTable.Read(new byte[4096]));
    }

    [Fact]
    public void Read_WithoutATable_OrWithTwo_IsRefused()
    {
        var without = Assert.Throws<ImageException>(() => AppletTable.Read(Program([0x33, 0x55, 0x55, 0x55, 0x55])));
        Assert.Contains("no table", without.Message, StringComparison.Ordinal);

        var two = Assert.Throws<ImageException>(() => AppletTable.Read([.. Program(s_places), .. s_places]));
        Assert.Contains("two tables", two.Message, StringComparison.Ordinal);
    }

    private static byte[] Program(byte[] places) =>
        [.. "\u007fELF\0\0\0"u8, .. places, 0xff, .. s_names.SelectMany(name => name.Select(c => (byte)c).Append((byte)0)), 0, 0xff];
}
