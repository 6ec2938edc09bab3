using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Archives;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Files;

public sealed class TreeWriterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-tree-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFileThatGrows_IsAsLongAsItWas()
    {
        var path = Path.Combine(_directory, "log");
        await File.WriteAllTextAsync(path, "first", Cancellation);
        await using var content = new ExactStream(Open(path));
        await File.AppendAllTextAsync(path, "second", Cancellation);

        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, Cancellation);

        Assert.Equal((5, 5), (copy.Length, content.Length));
    }

    [Fact]
    public async Task AFileThatBecomesShorter_IsRefused()
    {
        var path = Path.Combine(_directory, "log");
        await File.WriteAllTextAsync(path, new string('x', 100_000), Cancellation);
        await using var content = new ExactStream(Open(path));
        await File.WriteAllTextAsync(path, "short", Cancellation);

        var failure = await Assert.ThrowsAsync<LauncherException>(() => content.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal($"{path} became shorter while it was read.", failure.Message);
    }

    [Fact]
    public async Task WhatIsWritten_ComesBackThroughTheReader()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "from/empty"));
        await File.WriteAllTextAsync(Path.Combine(_directory, $"from/{new string('n', 255)}"), "text", Cancellation);
        File.CreateSymbolicLink(Path.Combine(_directory, "from/ä"), $"{new string('t', 150)}/ö");
        using var tar = new MemoryStream();
        await using (var writer = new TreeWriter(tar))
        {
            await writer.AddAsync(Path.Combine(_directory, "from"), "name", Cancellation);
        }

        tar.Position = 0;
        await new TreeReader(new CopyTarget(_directory, "to"), warning => Assert.Fail(warning)).ReadAsync(tar, Cancellation);

        Assert.True(Directory.Exists(Path.Combine(_directory, "to/empty")));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(_directory, $"to/{new string('n', 255)}"), Cancellation));
        Assert.Equal($"{new string('t', 150)}/ö", new FileInfo(Path.Combine(_directory, "to/ä")).LinkTarget);
    }

    [Fact]
    public async Task WhatIsNotThere_IsNamed()
    {
        await using var writer = new TreeWriter(Stream.Null);

        var failure = await Assert.ThrowsAsync<LauncherException>(() => writer.AddAsync(Path.Combine(_directory, "nothing"), "x", Cancellation));

        Assert.Contains("nothing cannot be opened", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
}
