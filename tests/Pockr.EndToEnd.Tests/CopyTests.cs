using System.Formats.Tar;
using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests;

/// <summary><c>pockr cp</c>, as a user types it. The container was never started: nothing in it helps.</summary>
[Collection(nameof(SharedVm))]
public sealed class CopyTests(RunningVm vm) : IAsyncLifetime
{
    private const int LargeBytes = 40_000_000;

    private readonly string _name = $"cp-{Guid.NewGuid():N}";
    private readonly HostDirectory _host = new();
    private TestContainer _container = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _container = await TestContainer.CreateAsync(vm, _name);

    [Fact(Timeout = 240_000)]
    public async Task ALargeFile_GoesThereAndBack()
    {
        var bytes = RandomNumberGenerator.GetBytes(LargeBytes);
        await File.WriteAllBytesAsync(_host["large"], bytes, Cancellation);
        File.SetUnixFileMode(_host["large"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute);

        await vm.Cli.MustAsync("cp", _host["large"], $"{_name}:/tmp/");
        await vm.Cli.MustAsync("cp", $"{_name}:/tmp/large", _host["back"]);

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(_host["back"], Cancellation)));
        Assert.Equal(File.GetUnixFileMode(_host["large"]), File.GetUnixFileMode(_host["back"]));
        Assert.Equal(Environment.UserName, (await HostCommand.RunAsync("stat", ["-c", "%U", _host["back"]])).Output.TrimEnd());
    }

    [Fact(Timeout = 240_000)]
    public async Task Directories_GoWhereDockerPutsThem()
    {
        _host.Write("d/a", "a");
        _host.Write("d/sub/b", "b");
        File.CreateSymbolicLink(_host["d/link"], "sub/b");

        await vm.Cli.MustAsync("cp", _host["d"], $"{_name}:/new");
        await vm.Cli.MustAsync("cp", _host["d"], $"{_name}:/new");
        await vm.Cli.MustAsync("cp", _host["d/."], $"{_name}:/tmp");

        await vm.Cli.MustAsync("cp", $"{_name}:/new", _host["out"]);
        Assert.Equal(["a", "d", "d/a", "d/link", "d/sub", "d/sub/b", "link", "sub", "sub/b"], NamesIn("out"));
        Assert.Equal("sub/b", new FileInfo(_host["out/link"]).LinkTarget);
        await vm.Cli.MustAsync("cp", $"{_name}:/new/sub/.", _host["out/sub"]);
        await vm.Cli.MustAsync("cp", $"{_name}:tmp", _host["out"]);
        Assert.Equal(["a", "link", "sub", "sub/b"], NamesIn("out/tmp"));
        await vm.Cli.MustAsync("cp", "-L", $"{_name}:/new/link", _host["followed"]);
        Assert.Equal("b", await File.ReadAllTextAsync(_host["followed"], Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1, "There is no directory /none/", "a", "{0}:/none/")]
    [InlineData(1, "is a directory and", "d", "{0}:/etc/passwd")]
    [InlineData(19, "error: ", "a", "{0}:/none/deeper")]
    [InlineData(1, "cannot be opened", "nothing", "{0}:/tmp")]
    [InlineData(19, "error: ", "{0}:/nothing", "x")]
    [InlineData(1, "There is no directory", "{0}:/etc/passwd", "no/dir")]
    [InlineData(19, "cp-nobody", "a", "cp-nobody:/tmp")]
    public async Task WhatCannotBeCopied_IsSaid(int exitCode, string message, string source, string destination)
    {
        _host.Write("a", "a");
        _host.Write("d/a", "a");
        var ends = new[] { source, destination }.Select(end => end.Contains(':', StringComparison.Ordinal) ? end.Replace("{0}", _name, StringComparison.Ordinal) : _host[end]);

        var result = await vm.Cli.RunAsync(["cp", .. ends]);

        Assert.True(result.ExitCode == exitCode && result.Error.Contains(message, StringComparison.Ordinal), result.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Tars_ComeAndGoThroughPipes()
    {
        var sent = await vm.Cli.PipeAsync(await Tars.OfAsync(("x/y", "text")), "cp", "-", $"{_name}:/tmp");
        Assert.True(sent.ExitCode == 0, sent.ToString());

        var received = await vm.Cli.RunAsync("cp", $"{_name}:/tmp/x", "-");

        await using var tar = new TarReader(new MemoryStream(received.OutputBytes));
        Assert.Equal("x/", (await tar.GetNextEntryAsync(cancellationToken: Cancellation))!.Name);
        Assert.Equal("x/y", (await tar.GetNextEntryAsync(cancellationToken: Cancellation))!.Name);
    }

    [Fact(Timeout = 120_000)]
    public async Task ALinkOfTheContainer_LeadsNoCopyOutOfItsDirectory()
    {
        _host.Write("precious", "untouched");
        var outside = _host["precious"];
        await using var hostile = await TestContainer.RunAsync(vm, $"{_name}-h", """{"cmd":["sleep","600"],"stopTimeoutSeconds":0}""");
        await vm.Cli.MustAsync("exec", hostile.Name, "sh", "-c", $"mkdir /d && ln -s {_host.Path} /d/way && ln -s {outside} /d/file");
        await vm.Cli.MustAsync("cp", $"{hostile.Name}:/d", _host["out"]);

        await vm.Cli.MustAsync("exec", hostile.Name, "sh", "-c", "rm /d/way /d/file && mkdir /d/way && echo changed >/d/way/precious && echo changed >/d/file");
        var refused = await vm.Cli.RunAsync("cp", $"{hostile.Name}:/d/.", _host["out"]);

        Assert.Equal(22, refused.ExitCode);
        Assert.Equal("untouched", await File.ReadAllTextAsync(outside, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        _host.Dispose();
    }

    private IEnumerable<string> NamesIn(string directory) => Directory.EnumerateFileSystemEntries(_host[directory], "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(path => Path.GetRelativePath(_host[directory], path)).Order(StringComparer.Ordinal);
}
