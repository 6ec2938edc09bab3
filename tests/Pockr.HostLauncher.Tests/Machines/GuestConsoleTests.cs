using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class GuestConsoleTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Read_FollowsTheFileAcrossSplitLinesAndCharacters()
    {
        var console = new GuestConsole(_path);
        File.WriteAllBytes(_path, [.. "noise\r\npockr: starting the n"u8, 0xc3]);
        console.Read();
        Assert.Null(console.Stage);

        using (var file = File.Open(_path, FileMode.Append))
        {
            file.Write([0xa9, .. "twork\r\n"u8]);
        }

        console.Read();
        Assert.Equal("starting the nétwork", console.Stage);
        Assert.Null(console.Panic);
    }

    [Fact]
    public void Read_SeesAPanicAndKeepsTheLastLines()
    {
        File.WriteAllText(_path, string.Concat(Enumerable.Range(1, 30).Select(line => $"line {line}\n")) + "[ 1.0] Kernel panic - not syncing: x\n");
        var console = new GuestConsole(_path);

        console.Read();

        Assert.Equal("x", console.Panic);
        Assert.Equal(20, console.Tail.Split('\n').Length);
        Assert.DoesNotContain("line 11\n", console.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public void MemAvailable_IsReadInMiB()
    {
        Assert.Equal(2048, HostResources.ParseMemAvailableMiB("MemTotal: 1 kB\nMemAvailable:    2097152 kB\n"));
        Assert.Null(HostResources.ParseMemAvailableMiB("MemTotal: 1 kB\n"));
    }

    public void Dispose() => File.Delete(_path);
}
