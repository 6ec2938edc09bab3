using Pockr.GuestAgent.Settings;

namespace Pockr.GuestAgent.Tests.Settings;

public sealed class MountTableTests
{
    [Theory]
    [InlineData("36 35 0:30 /sub /srv/x rw,relatime - 9p pockr-1 rw,access=client,trans=virtio", "/sub", "/srv/x", "9p", "pockr-1")]
    [InlineData(@"36 35 98:0 / /a\040b\134c rw master:1 shared:2 - ext4 /dev/vda rw", "/", @"/a b\c", "ext4", "/dev/vda")]
    public void Parse_ReadsALine(string line, string root, string point, string type, string source)
    {
        Assert.Equal(new MountEntry(root, point, type, source), MountTable.Parse(line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("36 35 98:0 / /x rw")]
    [InlineData("- - -")]
    public void Parse_OfSomethingElse_IsNothing(string line) => Assert.Null(MountTable.Parse(line));
}
