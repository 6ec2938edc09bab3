using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests;

/// <summary>The commands on images of containers, as a user types them.</summary>
[Collection(nameof(SharedVm))]
public sealed class ImageCommandsTests(RunningVm vm) : IDisposable
{
    private const int Refused = 19;

    private readonly HostDirectory _host = new();

    [Fact(Timeout = 240_000)]
    public async Task AnImage_IsPulledFromARegistryListedNamedAndRemoved()
    {
        await using var registry = await HostRegistry.StartAsync();
        await vm.Cli.MustAsync("save", "busybox", "-o", _host["busybox.tar"]);
        await registry.PushAsync(_host["busybox.tar"], "tools/i-pull:1");
        var image = $"10.0.2.2:{registry.Port}/tools/i-pull:1";

        var pulled = await vm.Cli.RunAsync("pull", image);
        Assert.True(pulled is { ExitCode: 0 } && pulled.Output == $"{image}\n", pulled.ToString());
        Assert.Contains("1: Pulling from tools/i-pull\n", pulled.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", pulled.Error, StringComparison.Ordinal);

        var quiet = await vm.Cli.RunAsync("pull", "--quiet", image);
        Assert.Equal((0, $"{image}\n", ""), (quiet.ExitCode, quiet.Output, quiet.Error));

        await vm.Cli.MustAsync("tag", image, "i-tagged:2");
        Assert.Matches("(?m)^i-tagged +2 +[0-9a-f]{12} ", await vm.Cli.MustAsync("images"));
        Assert.Single((await vm.Cli.JsonAsync("images", "i-tagged")).AsArray());
        Assert.Contains("CREATED BY", await vm.Cli.MustAsync("history", "i-tagged:2"), StringComparison.Ordinal);

        var removed = await vm.Cli.RunAsync("rmi", "i-nothing:1", image, "i-tagged:2");
        Assert.Equal(Refused, removed.ExitCode);
        Assert.Contains($"Untagged: {image}\n", removed.Output, StringComparison.Ordinal);
        Assert.Contains("Untagged: i-tagged:2\n", removed.Output, StringComparison.Ordinal);
        Assert.Contains("i-nothing:1", removed.Error, StringComparison.Ordinal);

        var missing = await vm.Cli.RunAsync("pull", $"10.0.2.2:{registry.Port}/tools/nothing:1");
        Assert.Equal((Refused, ""), (missing.ExitCode, missing.Output));
    }

    [Fact(Timeout = 120_000)]
    public async Task AnAddress_IsMadeAnImageIfItsDigestIsRight()
    {
        var tar = await Tars.OfAsync(("greeting", "hello\n"));
        await using var server = new HostServer(_ => HostServer.Answer("200 OK", tar));
        var address = $"http://{server.Authority}/I-Address.tar.gz";

        var wrong = await vm.Cli.RunAsync("pull", address, "--sha256", new string('0', 64));
        Assert.Equal((Refused, ""), (wrong.ExitCode, wrong.Output));

        var right = Convert.ToHexStringLower(SHA256.HashData(tar));
        Assert.Equal("i-address:latest\n", await vm.Cli.MustAsync("pull", address, "--sha256", right));
        Assert.Equal("i-named:1\n", await vm.Cli.MustAsync("pull", address, "--name", "i-named:1", "-q"));
        await vm.Cli.MustAsync("rmi", "i-address", "i-named:1");
    }

    [Fact(Timeout = 240_000)]
    public async Task Images_AreSavedAndLoadedByFileAndByPipe()
    {
        await vm.Cli.MustAsync("tag", "busybox", "i-saved:1");
        await vm.Cli.MustAsync("tag", "busybox", "i-saved:2");
        var piped = await vm.Cli.RunAsync("save", "i-saved:1", "i-saved:2");
        Assert.Equal(0, piped.ExitCode);
        await vm.Cli.MustAsync("rmi", "i-saved:1", "i-saved:2");

        var loaded = await vm.Cli.PipeAsync(piped.OutputBytes, "load", "-q");
        Assert.Equal((0, "Loaded image: i-saved:1\nLoaded image: i-saved:2\n"), (loaded.ExitCode, loaded.Output));

        await vm.Cli.MustAsync("save", "-o", _host["saved.tar"], "i-saved:1");
        await vm.Cli.MustAsync("rmi", "i-saved:1", "i-saved:2");
        Assert.Equal("Loaded image: i-saved:1\n", await vm.Cli.MustAsync("load", "-i", _host["saved.tar"]));
        Assert.Equal("loaded\n", await vm.Cli.MustAsync("run", "--rm", "i-saved:1", "echo", "loaded"));
        await vm.Cli.MustAsync("rmi", "i-saved:1");

        var unknown = await vm.Cli.RunAsync("save", "-o", _host["nothing.tar"], "i-saved:9");
        Assert.Equal(Refused, unknown.ExitCode);
        Assert.False(File.Exists(_host["nothing.tar"]));
        Assert.Equal(Refused, (await vm.Cli.PipeAsync("no tar"u8.ToArray(), "load")).ExitCode);
    }

    [Fact(Timeout = 240_000)]
    public async Task ABuild_TakesItsContextWithoutWhatIsIgnored()
    {
        _host.Write("context/Dockerfile", "FROM busybox\nARG WORD\nCOPY . /it\nRUN cd /it && find . | sort >/found && readlink link >>/found && echo $WORD >>/found\n");
        _host.Write("context/.dockerignore", "*.log\nnode_modules\n!node_modules/keep\nDockerfile\n");
        _host.Write("context/a.log", "x");
        _host.Write("context/a.txt", "x");
        _host.Write("context/node_modules/keep", "x");
        _host.Write("context/node_modules/drop", "x");
        File.CreateSymbolicLink(_host["context/link"], "/etc/hostname");

        var built = await vm.Cli.RunAsync("build", "-t", "i-built:1", "-t", "i-built:2", "--network", "none", "--build-arg", "WORD=word", _host["context"]);

        Assert.True(built.ExitCode == 0, built.ToString());
        Assert.Matches("^sha256:[0-9a-f]{64}\n$", built.Output);
        Assert.Contains("Step 1/4 : FROM busybox\n", built.Error, StringComparison.Ordinal);
        var found = await vm.Cli.MustAsync("run", "--rm", "i-built:2", "cat", "/found");
        Assert.Equal(".\n./.dockerignore\n./a.txt\n./link\n./node_modules\n./node_modules/keep\n/etc/hostname\nword\n", found);

        var piped = await vm.Cli.PipeAsync(await Tars.OfAsync(("Other", "FROM busybox\nRUN exit 3\n")), "build", "-f", "Other", "--network", "none", "-q", "-");
        Assert.Equal((Refused, ""), (piped.ExitCode, piped.Output));
        Assert.Contains("exit 3", piped.Error, StringComparison.Ordinal);
        await vm.Cli.MustAsync("rmi", "i-built:1", "i-built:2");
    }

    [Fact(Timeout = 240_000)]
    public async Task ADockerfileOnStandardInput_BuildsADirectory_AndItsStepsDoNotSeeIt()
    {
        _host.Write("plain/a.txt", "x");
        _host.Write("plain/Dockerfile", "FROM nothing\n");

        var built = await vm.Cli.PipeAsync(
            "FROM busybox\nCOPY . /it\nRUN find /it | sort >/found\n"u8.ToArray(), "build", "-t", "i-piped:1", "--network", "none", "-q", "-f", "-", _host["plain"]);

        Assert.True(built.ExitCode == 0, built.ToString());
        Assert.Equal("/it\n/it/.dockerignore\n/it/Dockerfile\n/it/a.txt\n", await vm.Cli.MustAsync("run", "--rm", "i-piped:1", "cat", "/found"));

        // The step before the last has left an image without a name.
        var (all, heads) = ((await vm.Cli.JsonAsync("images", "-a")).AsArray(), (await vm.Cli.JsonAsync("images")).AsArray());
        Assert.True(all.Count > heads.Count);
        Assert.Equal("i-piped:1", (string?)(await vm.Cli.JsonAsync("inspect", "--type", "image", "i-piped:1"))[0]!["tags"]![0]);
        await vm.Cli.MustAsync("rmi", "i-piped:1");
    }

    [Fact(Timeout = 120_000)]
    public async Task AContainer_IsCommitted()
    {
        await using var container = await TestContainer.CreateAsync(vm, "i-committed");

        Assert.Matches("^sha256:", await vm.Cli.MustAsync("commit", "i-committed", "i-commit:1", "-m", "why", "-c", "CMD [\"echo\", \"committed\"]"));

        Assert.Equal("committed\n", await vm.Cli.MustAsync("run", "--rm", "i-commit:1"));
        await vm.Cli.MustAsync("rmi", "i-commit:1");
    }

    [Fact(Timeout = 240_000)]
    public async Task ARootFileSystem_IsImportedOnce()
    {
        Requirements.NeedProgram("mke2fs");
        await using (var container = await TestContainer.CreateAsync(vm, "i-rootfs"))
        {
            await vm.Cli.MustAsync("cp", "i-rootfs:/", _host["root"]);
        }

        var image = _host["root.img"];
        var made = await HostCommand.RunAsync("mke2fs", ["-q", "-t", "ext4", "-d", _host["root"], image, "64M"]);
        Assert.True(made.ExitCode == 0, made.ToString());
        foreach (var source in (string[])[_host["root"], image])
        {
            var first = await vm.Cli.RunAsync("import", "--rootfs", source);
            Assert.True(first.ExitCode == 0, first.ToString());
            Assert.Matches("^pockr-rootfs:[0-9a-f]{16}\n$", first.Output);
            Assert.Contains("was imported", first.Error, StringComparison.Ordinal);
            var second = await vm.Cli.RunAsync("import", "--rootfs", source);
            Assert.Equal(first.Output, second.Output);
            Assert.Contains("already", second.Error, StringComparison.Ordinal);
            Assert.Equal("root\n", await vm.Cli.MustAsync("run", "--rm", "--rootfs", source, "--cmd", "sh -c 'stat -c %U /bin/busybox'"));
            await vm.Cli.MustAsync("rmi", first.Output.TrimEnd());
        }

        var named = await vm.Cli.PipeAsync(await Tars.OfAsync(("greeting", "x")), "import", "-", "i-import:1");
        Assert.Matches("^sha256:", named.Output);
        await vm.Cli.MustAsync("rmi", "i-import:1");
    }

    [Fact(Timeout = 120_000)]
    public async Task ImagesWithoutAName_AreRemovedTogether()
    {
        var id = (await vm.Cli.PipeAsync(await Tars.OfAsync(("Dockerfile", "FROM scratch\nCOPY Dockerfile /i-dangling\n")), "build", "-q", "-")).Output.TrimEnd();
        Assert.Contains(id, await vm.Cli.MustAsync("images", "-q", "--no-trunc", "--filter", "dangling=true"), StringComparison.Ordinal);

        Assert.Equal(2, (await vm.Cli.RunAsync("rmi", "--dangling")).ExitCode);
        Assert.Contains($"Deleted: {id}\n", await vm.Cli.MustAsync("rmi", "--dangling", "--force"), StringComparison.Ordinal);
        Assert.Equal("", await vm.Cli.MustAsync("images", "-q", "--filter", "dangling=true"));
    }

    public void Dispose() => _host.Dispose();
}
