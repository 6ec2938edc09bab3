using System.Formats.Tar;
using System.Text;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Files;

public sealed class TreeReaderTests : IDisposable
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly DateTimeOffset s_time = new(2020, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly string _place = Directory.CreateTempSubdirectory("pockr-cp-").FullName;
    private readonly List<string> _warnings = [];
    private readonly string _target;
    private readonly string _outside;

    public TreeReaderTests()
    {
        _target = Directory.CreateDirectory(Path.Combine(_place, "target")).FullName;
        _outside = Directory.CreateDirectory(Path.Combine(_place, "outside")).FullName;
        File.WriteAllText(Path.Combine(_outside, "mine"), "untouched");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATree_IsUnpackedUnderItsNewName()
    {
        await ReadAsync("new", Dir("d/"), File_("d/file", "text"), Dir("d/sub/"), File_("d/sub/x", ""), Link("d/link", "../../outside"), Hard("d/hard", "d/file"));

        Assert.Equal("text", Text("new/file"));
        Assert.Equal("", Text("new/sub/x"));
        Assert.Equal("text", Text("new/hard"));
        Assert.Equal("../../outside", new FileInfo(Path.Combine(_target, "new/link")).LinkTarget);
        Assert.Equal(s_time.UtcDateTime, File.GetLastWriteTimeUtc(Path.Combine(_target, "new/file")));
        Assert.Equal(s_time.UtcDateTime, Directory.GetLastWriteTimeUtc(Path.Combine(_target, "new")));
    }

    [Fact]
    public async Task WithoutAName_OnlyWhatIsInItIsUnpacked()
    {
        var before = File.GetUnixFileMode(_target);

        await ReadAsync("", Dir("./", (UnixFileMode)0x3ff), File_("./file", "text"));

        Assert.Equal(("text", before), (Text("file"), File.GetUnixFileMode(_target)));
    }

    [Fact]
    public async Task Modes_AreKeptButForSetIdBits()
    {
        const UnixFileMode NoWriting = UnixFileMode.UserRead | UnixFileMode.UserExecute;

        await ReadAsync("d", Dir("d/", NoWriting), File_("d/tool", "x", NoWriting | UnixFileMode.SetUser | UnixFileMode.SetGroup));

        Assert.Equal(NoWriting, File.GetUnixFileMode(Path.Combine(_target, "d")));
        Assert.Equal(NoWriting, File.GetUnixFileMode(Path.Combine(_target, "d/tool")));
        File.SetUnixFileMode(Path.Combine(_target, "d"), NoWriting | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task WhatIsThere_IsReplacedAndNotWrittenInto()
    {
        Directory.CreateDirectory(Path.Combine(_target, "d"));
        File.CreateSymbolicLink(Path.Combine(_target, "d/link"), Path.Combine(_outside, "mine"));
        File.CreateSymbolicLink(Path.Combine(_target, "d/tree"), _outside);
        await File.WriteAllTextAsync(Path.Combine(_target, "d/file"), "old", Cancellation);

        await ReadAsync("d", Dir("d/"), File_("d/link", "new"), File_("d/file", "new"), Link("d/tree", "/nowhere"));

        Assert.Equal(("new", "new"), (Text("d/link"), Text("d/file")));
        Assert.Equal("/nowhere", new FileInfo(Path.Combine(_target, "d/tree")).LinkTarget);
        AssertNothingOutside();
    }

    public static TheoryData<string> Hostile => [.. s_hostile.Keys];

    private static readonly Dictionary<string, Func<string, PaxTarEntry[]>> s_hostile = new()
    {
        ["up"] = _ => [Dir("d/"), File_("d/../../outside/mine", "x")],
        ["up, from the top"] = _ => [File_("../outside/mine", "x")],
        ["up, in another's name"] = _ => [Dir("d/"), File_("other/file", "x")],
        ["absolute"] = outside => [Dir("d/"), File_($"{outside}/mine", "x")],
        ["through a link"] = outside => [Dir("d/"), Link("d/l", outside), File_("d/l/mine", "x")],
        ["through a relative link"] = _ => [Dir("d/"), Link("d/l", "../../outside"), File_("d/l/mine", "x")],
        ["through a link of links"] = outside => [Dir("d/"), Link("d/a", outside), Link("d/b", "a"), File_("d/b/mine", "x")],
        ["a directory through a link"] = outside => [Dir("d/"), Link("d/l", outside), Dir("d/l/new/")],
        ["a directory in a link's place"] = outside => [Dir("d/"), Link("d/l", outside), Dir("d/l/")],
        ["the top is a link"] = outside => [Link("d", outside), File_("d/mine", "x")],
        ["a hard link outside"] = outside => [Dir("d/"), Hard("d/h", $"{outside}/mine"), File_("d/h", "x")],
        ["a hard link up"] = _ => [Dir("d/"), Hard("d/h", "d/../../outside/mine")],
        ["a hard link through a link"] = outside => [Dir("d/"), Link("d/l", outside), Hard("d/h", "d/l/mine")],
        ["a hard link to a link"] = outside => [Dir("d/"), Link("d/l", $"{outside}/mine"), Hard("d/h", "d/l")],
        ["a file in a directory's place"] = _ => [Dir("d/"), Dir("d/x/"), File_("d/x", "x")],
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task AnArchiveThatLeadsElsewhere_IsRefused(string what)
    {
        var failure = await Assert.ThrowsAsync<LauncherException>(() => ReadAsync("d", s_hostile[what](_outside)));

        Assert.Equal(ExitCodes.LeftAlone, failure.ExitCode);
        AssertNothingOutside();
    }

    [Fact]
    public async Task ALinkOfAnEarlierCopy_IsNotFollowedEither()
    {
        await ReadAsync("", Dir("./"), Link("./l", _outside));

        await Assert.ThrowsAsync<LauncherException>(() => ReadAsync("", Dir("./"), File_("./l/mine", "x")));

        AssertNothingOutside();
    }

    [Fact]
    public async Task AHardLinkOfOneOutside_IsReplacedAndNotWrittenInto()
    {
        // As a link of this host's own makes one: writing into it would reach the other.
        Pockr.Machines.AtomicFile.LinkOrCopy(Path.Combine(_outside, "mine"), Path.Combine(_target, "f"));

        await ReadAsync("f", File_("f", "new"));

        Assert.Equal("new", Text("f"));
        AssertNothingOutside();
    }

    [Fact]
    public async Task DevicesAndPipes_AreLeftOutAndTold()
    {
        await ReadAsync("d", Dir("d/"), new PaxTarEntry(TarEntryType.Fifo, "d/pipe"), new PaxTarEntry(TarEntryType.CharacterDevice, "d/null"), File_("d/file", "text"));

        Assert.Equal(["file"], Directory.GetFileSystemEntries(Path.Combine(_target, "d")).Select(Path.GetFileName));
        Assert.Equal(2, _warnings.Count);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(100)]
    [InlineData(1500)]
    public async Task AnArchiveThatIsCutOff_LeavesNoHalfAFile(int length)
    {
        var tar = await PackAsync([Dir("d/"), File_("d/file", new string('x', 5000))]);

        await Assert.ThrowsAsync<LauncherException>(() => new TreeReader(new CopyTarget(_target, "d"), _warnings.Add).ReadAsync(new MemoryStream(tar[..length]), Cancellation));

        Assert.Empty(Directory.EnumerateFiles(_target, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task WhatIsNoTar_IsRefused()
    {
        var noise = new byte[2048];
        new Random(1).NextBytes(noise);

        var failure = await Assert.ThrowsAsync<LauncherException>(
            () => new TreeReader(new CopyTarget(_target, "d"), _warnings.Add).ReadAsync(new MemoryStream(noise), Cancellation));

        Assert.Equal(ExitCodes.AgentFailed, failure.ExitCode);
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private static PaxTarEntry Dir(string name, UnixFileMode mode = Plain | UnixFileMode.UserExecute) =>
        new PaxTarEntry(TarEntryType.Directory, name) { Mode = mode, ModificationTime = s_time };

    private static PaxTarEntry File_(string name, string text, UnixFileMode mode = Plain) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = mode, ModificationTime = s_time, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    private static PaxTarEntry Link(string name, string target) => new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static PaxTarEntry Hard(string name, string target) => new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = target };

    private static async Task<byte[]> PackAsync(PaxTarEntry[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                await writer.WriteEntryAsync(entry, Cancellation);
            }
        }

        return tar.ToArray();
    }

    private async Task ReadAsync(string name, params PaxTarEntry[] entries) =>
        await new TreeReader(new CopyTarget(_target, name), _warnings.Add).ReadAsync(new MemoryStream(await PackAsync(entries)), Cancellation);

    private string Text(string name) => File.ReadAllText(Path.Combine(_target, name));

    private void AssertNothingOutside()
    {
        Assert.Equal("untouched", File.ReadAllText(Path.Combine(_outside, "mine")));
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(_outside).Select(Path.GetFileName));
        Assert.Equal(["outside", "target"], Directory.GetFileSystemEntries(_place).Select(Path.GetFileName).Order());
    }
}
