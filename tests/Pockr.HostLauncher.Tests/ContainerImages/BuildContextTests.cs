using System.Formats.Tar;
using System.Security.Cryptography;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.ContainerImages;

public sealed class BuildContextTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-context-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Context_HasLinksAsLinksAndNothingThatIsIgnored()
    {
        Requirements.Need("mkfifo");
        Write("Dockerfile", "FROM scratch\n");
        Write(".dockerignore", "*.log\nDockerfile\nsecret\n");
        Write("a.log", "x");
        Write("secret/key", "x");
        Write("src/main", "text");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "link"), "/etc");
        File.SetUnixFileMode(Path.Combine(_directory, "src/main"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await new ProcessRunner().RunAsync(new ProcessCommand("mkfifo", [Path.Combine(_directory, "pipe")]), Cancellation);

        var entries = await ReadAsync();

        Assert.Equal([".dockerignore", "Dockerfile", "link", "src/", "src/main"], entries.Select(entry => entry.Name));
        Assert.Equal((TarEntryType.SymbolicLink, "/etc"), (entries[2].EntryType, entries[2].LinkName));
        Assert.Equal((UnixFileMode.UserRead | UnixFileMode.UserExecute, 0, 0), (entries[4].Mode, entries[4].Uid, entries[4].Gid));
    }

    [Fact]
    public async Task TheSameTree_GivesTheSameBytes()
    {
        Write("Dockerfile", "FROM scratch\n");
        Write($"{new string('d', 120)}/ä", "text");
        var first = await DigestAsync();

        Assert.Equal(first, await DigestAsync());

        Write("Dockerfile", "FROM busybox\n");
        Assert.NotEqual(first, await DigestAsync());
    }

    [Fact]
    public async Task ADirectoryThatIsALink_IsTheOneItLeadsTo()
    {
        Write("real/Dockerfile", "FROM scratch\n");
        var link = Path.Combine(_directory, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_directory, "real"));

        var context = BuildContext.Open(link, dockerfile: null);
        await using var tar = new TarReader(context.Pack(Cancellation));

        Assert.Equal("Dockerfile", (await tar.GetNextEntryAsync(cancellationToken: Cancellation))?.Name);
    }

    [Fact]
    public async Task ADockerfileFromElsewhere_ComesLast_AndIsIgnoredByItsSteps()
    {
        Write("Dockerfile", "FROM other\n");
        Write(".dockerignore", "*.log");
        Write("a.log", "x");

        var context = BuildContext.OpenWith(_directory, "FROM scratch\n"u8.ToArray());
        var entries = await ReadAsync(context);

        Assert.Equal([".dockerignore", "Dockerfile", context.Dockerfile, ".dockerignore"], entries.Select(entry => entry.Name));
        Assert.Equal("FROM scratch\n", await TextOfAsync(entries[2]));
        Assert.Equal($"*.log\n{context.Dockerfile}", await TextOfAsync(entries[3]));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static Task<string> TextOfAsync(TarEntry entry) => new StreamReader(entry.DataStream!).ReadToEndAsync(Cancellation);

    private Task<List<TarEntry>> ReadAsync() => ReadAsync(BuildContext.Open(_directory, dockerfile: null));

    private static async Task<List<TarEntry>> ReadAsync(BuildContext context)
    {
        List<TarEntry> entries = [];
        await using var tar = new TarReader(context.Pack(Cancellation));
        while (await tar.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private async Task<string> DigestAsync()
    {
        await using var tar = BuildContext.Open(_directory, dockerfile: null).Pack(Cancellation);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(tar, Cancellation));
    }
}
