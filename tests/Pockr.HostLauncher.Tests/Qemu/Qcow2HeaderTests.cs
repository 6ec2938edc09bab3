using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Qemu;

public sealed class Qcow2HeaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData(null, false)]
    [InlineData("/images/base.qcow2", false)]
    [InlineData("json:{}", true)]
    public void Read_TellsWhatIsNamed(string? backingFile, bool hasDataFile)
    {
        File.WriteAllBytes(_path, Qcow2File.Over(backingFile, hasDataFile, 123456));

        Assert.Equal(new Qcow2Header(backingFile, hasDataFile, 123456), Qcow2Header.Read(_path));
    }

    [Fact]
    public void Read_OfAnythingElse_Throws()
    {
        var whole = Qcow2File.Over("/images/base.qcow2");
        foreach (var bytes in new[] { [], "not a disk"u8.ToArray(), new byte[200], whole[..60], whole[..^1], [.. whole[..16], 255, 255, 255, 255, .. whole[20..]] })
        {
            File.WriteAllBytes(_path, bytes);
            Assert.Throws<InvalidDataException>(() => Qcow2Header.Read(_path));
        }
    }

    public void Dispose() => File.Delete(_path);
}
