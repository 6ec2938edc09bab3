using System.Formats.Tar;
using System.Text;
using Pockr.Image.Errors;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Tests;

public sealed class PackageUnpackerTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public async Task Unpack_MergesUsr_AndKeepsModesAndLinks()
    {
        await UnpackAsync(
            path => true,
            File("./bin/tool", "body", UnixFileMode.UserRead | UnixFileMode.UserExecute),
            Link(TarEntryType.SymbolicLink, "./usr/bin/alias", "tool"),
            Link(TarEntryType.HardLink, "./usr/bin/twin", "./bin/tool"));

        Assert.Equal("body", await System.IO.File.ReadAllTextAsync(_root["usr/bin/twin"], TestContext.Current.CancellationToken));
        Assert.Equal("tool", new FileInfo(_root["usr/bin/alias"]).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(_root["usr/bin/tool"]));
    }

    [Fact]
    public async Task Unpack_LeavesOutWhatIsNotWanted()
    {
        await UnpackAsync(path => path != "usr/share/doc/x", File("usr/share/doc/x", ""), File("usr/share/y", ""));

        Assert.False(Path.Exists(_root["usr/share/doc"]));
        Assert.True(Path.Exists(_root["usr/share/y"]));
    }

    [Fact]
    public async Task Unpack_ALinkThatMergingMakesOneWithItsTarget_KeepsTheFile()
    {
        await UnpackAsync(_ => true, File("lib/libssl.so.3", "body"), Link(TarEntryType.SymbolicLink, "usr/lib/libssl.so.3", "../../lib/libssl.so.3"));

        Assert.Equal("body", await System.IO.File.ReadAllTextAsync(_root["usr/lib/libssl.so.3"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("usr/../../outside")]
    public async Task Unpack_OfAPathThatLeaves_IsRefused(string path)
    {
        await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(_ => true, File(path, "")));

        Assert.False(Path.Exists(Path.Combine(_root.Path, "..", "outside")));
    }

    [Fact]
    public async Task Unpack_ThroughALinkOfThePackage_IsRefused()
    {
        using var outside = new TemporaryDirectory();

        await Assert.ThrowsAsync<ImageException>(
            () => UnpackAsync(_ => true, Link(TarEntryType.SymbolicLink, "opt", outside.Path), File("opt/planted", "")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));
    }

    [Fact]
    public async Task Unpack_OfADevice_IsRefused()
    {
        await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(_ => true, new PaxTarEntry(TarEntryType.CharacterDevice, "dev/mem")));
    }

    public void Dispose() => _root.Dispose();

    private static PaxTarEntry File(string path, string content, UnixFileMode mode = UnixFileMode.UserRead) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), Mode = mode };

    private static PaxTarEntry Link(TarEntryType type, string path, string target) => new(type, path) { LinkName = target };

    private async Task UnpackAsync(Func<string, bool> wanted, params PaxTarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        tar.Position = 0;
        await new PackageUnpacker(_root.Path, wanted).UnpackAsync("test", tar, TestContext.Current.CancellationToken);
    }
}
