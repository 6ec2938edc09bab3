using System.Formats.Tar;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class CopyCommandTests
{
    private const string Files = "/v1/containers/web/files";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Neither 'a' nor 'b' is in a container.", "a", "b")]
    [InlineData("both in containers", "a:/x", "b:/y")]
    [InlineData("'a:' has no path", "a:", "b")]
    [InlineData("Neither '-' nor '-'", "-", "-")]
    public async Task ALineThatCannotBeUsed_IsRefused(string message, params string[] ends)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(["cp", .. ends]));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task AFile_IsCopiedIntoADirectoryOfTheContainer()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On($"GET {Files}/stat", context => context.Response.WriteAsync(context.Request.Query["path"] == "/to" ? Stat("link", "/real") : Stat("directory")))
            .OnNothing($"PUT {Files}/archive");
        var file = Path.Combine(launcher.Place.Directory, "file");
        await File.WriteAllTextAsync(file, "text", Cancellation);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", file, "web:to/"));

        Assert.Equal("Copied to web:to/\n", launcher.Error);
        var put = launcher.Agent.Requests.Last();
        Assert.StartsWith($"PUT {Files}/archive?path=%2Freal file", put, StringComparison.Ordinal);
        Assert.Contains("text", put, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATarOfStandardInput_GoesIntoADirectoryOnly()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On($"GET {Files}/stat", context => context.Response.WriteAsync(context.Request.Query["path"] == "/dir" ? Stat("directory") : Stat("file")))
            .OnNothing($"PUT {Files}/archive");
        launcher.Input = new MemoryStream("tar"u8.ToArray());

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", "-q", "-", "web:/dir"));
        Assert.Equal(($"PUT {Files}/archive?path=%2Fdir tar", ""), (launcher.Agent.Requests.Last(), launcher.Error));

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("cp", "-", "web:/file"));
        Assert.Contains("web:/file is no directory", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectory_IsCopiedOutAndStreamedAsATar()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        var tar = await TarAsync(("log/", null), ("log/a", "text"));
        launcher.Agent.On($"GET {Files}/stat", Stat("directory")).On($"GET {Files}/archive", context => context.Response.Body.WriteAsync(tar).AsTask());
        var target = Path.Combine(launcher.Place.Directory, "new");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", "web:/var/log", target));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(target, "a"), Cancellation));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", "web:/var/log", target));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(target, "log/a"), Cancellation));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", "web:/var/log/.", "-"));
        Assert.Equal(tar, launcher.OutBytes);
        Assert.Equal($"GET {Files}/archive?path=%2Fvar%2Flog%2F", launcher.Agent.Requests.Last());
    }

    [Fact]
    public async Task ALinkInTheContainer_IsCopiedItselfUnlessItIsToBeFollowed()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On($"GET {Files}/stat", context => context.Response.WriteAsync(context.Request.Query["path"] == "/l" ? Stat("link", "/real") : Stat("file")))
            .On($"GET {Files}/archive", async context => await context.Response.Body.WriteAsync(await TarAsync(("real", "text"))));
        var target = Path.Combine(launcher.Place.Directory, "new");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("cp", "-L", "web:/l", target));

        Assert.Equal($"GET {Files}/archive?path=%2Freal", launcher.Agent.Requests.Last());
        Assert.Equal("text", await File.ReadAllTextAsync(target, Cancellation));
    }

    [Theory]
    [InlineData("no/dir/file", ExitCodes.Failure, "There is no directory")]
    [InlineData("new/", ExitCodes.Failure, "There is no directory")]
    public async Task WhereItCannotGo_IsSaid(string destination, int exitCode, string message)
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On($"GET {Files}/stat", Stat("file"));

        Assert.Equal(exitCode, await launcher.RunAsync("cp", "web:/etc/hosts", Path.Combine(launcher.Place.Directory, destination)));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/null", "It is a device, a pipe or a socket.")]
    [InlineData("/etc/passwd/", "It is no directory.")]
    [InlineData("/no/such/file", "Nothing is there.")]
    public async Task WhatIsNoFile_IsNotCopied(string source, string message)
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("cp", source, "web:/tmp"));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task AnUnknownContainer_IsTheAgentsToName()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.OnProblem($"GET {Files}/stat", 404, "container_not_found", "No container 'web'.");

        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("cp", launcher.Place.Directory, "web:/x"));

        Assert.Contains("error: No container 'web'.", launcher.Error, StringComparison.Ordinal);
    }

    private static string Stat(string type, string? target = null) =>
        $$"""{"name":"x","type":"{{type}}","sizeBytes":1,"mode":"0644","modifiedAt":"2026-01-01T00:00:00Z"{{(target is null ? "" : $",\"linkTarget\":\"{target}\"")}}}""";

    private static async Task<byte[]> TarAsync(params (string Name, string? Text)[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                var entry = new PaxTarEntry(text is null ? TarEntryType.Directory : TarEntryType.RegularFile, name) { Mode = (UnixFileMode)0x1ed };
                if (text is not null)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
                }

                await writer.WriteEntryAsync(entry, Cancellation);
            }
        }

        return tar.ToArray();
    }
}
