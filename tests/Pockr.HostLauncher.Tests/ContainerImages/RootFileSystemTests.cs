using System.Formats.Tar;
using Pockr.Client;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.ContainerImages;

public sealed class RootFileSystemTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("pockr-rootfs-").FullName;
    private readonly ProcessRunner _processes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADirectory_IsImportedOnceUnderTheNameOfItsBytes()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnProblem("GET /v1/images/inspect", 404, "image_not_found").On("POST /v1/images/import", """{"id":"sha256:1","image":"it"}""", 201);
        using var client = new PockrClient(agent.Url, "secret");
        var rootFileSystems = new RootFileSystems(new DebugFs(_processes));
        Write("tree/etc/hostname", "a");

        var (image, isNew) = await rootFileSystems.EnsureAsync(client, Path.Combine(_place, "tree"), Cancellation);

        Assert.True(isNew);
        Assert.Equal("it", image.Image);
        var digest = await new RootFileSystem(Path.Combine(_place, "tree"), new DebugFs(_processes)).DigestAsync(Cancellation);
        Assert.StartsWith($"POST /v1/images/import?image=pockr-rootfs%3A{digest[..16]}&sha256={digest} etc/", agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheMachineHas_IsNotSentAgain()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/images/inspect", """{"id":"sha256:7","tags":[],"digests":[],"sizeBytes":1,"architecture":"a","os":"linux","config":{"cmd":[],"entrypoint":[],"env":[],"exposedPorts":[],"volumes":[],"labels":{}},"layers":[]}""");
        Write("tree/etc/hostname", "a");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("import", "--rootfs", Path.Combine(_place, "tree")));

        Assert.Matches("^pockr-rootfs:[0-9a-f]{16}\n$", launcher.Out);
        Assert.Contains("already", launcher.Error, StringComparison.Ordinal);
        Assert.StartsWith("GET /v1/images/inspect?image=pockr-rootfs%3A", Assert.Single(launcher.Agent.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("https://host/a.tar")]
    [InlineData("a.tar", "name:1")]
    public async Task WhatIsNamedOtherwise_IsNoRootFileSystemByItsBytes(params string[] arguments)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(["import", "--rootfs", .. arguments]));
        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("import", _place));

        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task AnExtImage_IsReadWithoutMountingIt()
    {
        var image = await MakeImageAsync();
        Dictionary<string, TarEntry> entries = [];

        await ReadAsync(image, async tar =>
        {
            await using var reader = new TarReader(tar);
            while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
            {
                entries.Add(entry.Name, entry);
            }
        });

        Assert.Equal(["bin/", "bin/sh", "etc/", "etc/hostname", "lost+found/"], entries.Keys);
        Assert.Equal("/etc/hostname", entries["bin/sh"].LinkName);
        using var text = new StreamReader(entries["etc/hostname"].DataStream!);
        Assert.Equal("a", await text.ReadToEndAsync(Cancellation));
        Assert.Equal((UnixFileMode)0x120, entries["etc/hostname"].Mode); // 0440
    }

    [Fact]
    public async Task AnExtImageWithANameThatLeadsElsewhere_IsRefused()
    {
        var image = await MakeImageAsync();
        var bytes = await File.ReadAllBytesAsync(image, Cancellation);
        // The directory is behind the link, which is in the table of inodes.
        var at = bytes.AsSpan().LastIndexOf("hostname"u8);
        "../../ab"u8.CopyTo(bytes.AsSpan(at));
        await File.WriteAllBytesAsync(image, bytes, Cancellation);

        var failure = await Assert.ThrowsAsync<LauncherException>(() => ReadAsync(image, _ => Task.CompletedTask));

        Assert.Contains("cannot be read as a file system", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExtImageWithAFileLargerThanItself_IsRefused()
    {
        Write("tree/holes", "");
        await using (var holes = File.OpenWrite(Path.Combine(_place, "tree/holes")))
        {
            holes.SetLength(1L << 40);
        }

        var image = await MakeImageAsync();

        var failure = await Assert.ThrowsAsync<LauncherException>(() => ReadAsync(image, _ => Task.CompletedTask));

        Assert.Contains("larger than the image itself", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATar_IsSentAsItIs()
    {
        Write("a.tar.gz", "bytes");

        await ReadAsync(Path.Combine(_place, "a.tar.gz"), async tar =>
        {
            using var reader = new StreamReader(tar);
            Assert.Equal("bytes", await reader.ReadToEndAsync(Cancellation));
        });
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private async Task ReadAsync(string path, Func<Stream, Task> readAsync)
    {
        var rootFileSystem = new RootFileSystem(path, new DebugFs(_processes));
        await rootFileSystem.ReadAsync((tar, _) => readAsync(tar), await rootFileSystem.DigestAsync(Cancellation), Cancellation);
    }

    private async Task<string> MakeImageAsync()
    {
        Requirements.Need("mke2fs");
        Requirements.Need("debugfs");
        Write("tree/etc/hostname", "a");
        File.SetUnixFileMode(Path.Combine(_place, "tree/etc/hostname"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Directory.CreateDirectory(Path.Combine(_place, "tree/bin"));
        File.CreateSymbolicLink(Path.Combine(_place, "tree/bin/sh"), "/etc/hostname");
        var image = Path.Combine(_place, "root.img");
        var made = await _processes.RunAsync(new ProcessCommand("mke2fs", ["-q", "-t", "ext4", "-O", "^metadata_csum", "-d", Path.Combine(_place, "tree"), image, "4M"]), Cancellation);
        Assert.True(made.Succeeded, made.Error);
        return image;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_place, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
