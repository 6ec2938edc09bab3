using System.Text;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What lasts: sandboxes that stay, profiles, sessions, records.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkPersistenceTests(RunningVm vm) : IAsyncLifetime
{
    private PockrClient _client = null!;
    private SandboxesClient _sandboxes = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _client = new PockrClient(new Uri(vm.Url), vm.Token);
        _sandboxes = new SandboxesClient(_client);
        return default;
    }

    [Fact(Timeout = 300_000)]
    public async Task APersistentOne_IsClosedFoundResumedRebootedKeptAsAnImage_AndRemoved()
    {
        var made = await _sandboxes.CreateAsync(new() { Image = "busybox", Network = "none", Name = "sdk-stays", IsPersistent = true }, Cancellation);
        await made.Files.WriteTextAsync("/kept", "kept", cancellationToken: Cancellation);
        await made.CloseAsync(Cancellation);
        Assert.Equal("exited", (await _sandboxes.InspectAsync("sdk-stays", Cancellation)).State);

        var found = await _sandboxes.GetAsync("sdk-stays", Cancellation);
        await found.ResumeAsync(Cancellation);
        await found.RebootAsync(cancellationToken: Cancellation);
        Assert.Equal("kept", await found.Files.ReadTextAsync("/kept", Cancellation));
        await found.SnapshotAsync("sdk-snapshot:1", Cancellation);
        await found.RebootAsync(isFresh: true, Cancellation);
        Assert.False((await found.RunAsync("test -e /kept", cancellationToken: Cancellation)).Ok);

        await found.RemoveAsync(Cancellation);
        await using (var copy = await _sandboxes.CreateAsync(new() { Image = "sdk-snapshot:1", Network = "none" }, Cancellation))
        {
            Assert.True((await copy.RunAsync("test -e /kept", cancellationToken: Cancellation)).Ok);
        }

        await _client.Images.RemoveAsync("sdk-snapshot:1", cancellationToken: Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task AProfile_IsBuilt_AndItsUserHasItsFiles()
    {
        // Busybox alone has no program that adds one.
        const string Base =
            """
            FROM busybox
            RUN echo sandbox:x:1000:1000::/home/sandbox:/bin/sh >>/etc/passwd && mkdir -p /home/sandbox && chown 1000:1000 /home/sandbox
            """;
        await vm.Cli.PipeAsync(await Tars.OfAsync(("Dockerfile", Base)), "build", "-t", "sdk-base", "-q", "-");
        var profile = new Profile { Name = "sdk-plain", Description = "Nothing but a user.", Base = "sdk-base" };
        await _sandboxes.BuildAsync(profile, cancellationToken: Cancellation).LastAsync(Cancellation);
        await using (var sandbox = await _sandboxes.CreateWithImageAsync(new() { Profile = profile }, Cancellation))
        {
            Assert.Equal(1000, (await sandbox.GetUserAsync(Cancellation)).Uid);
            Assert.Equal($"{Profile.Home}/a", await sandbox.Files.ResolveAsync("a", Cancellation));
            await sandbox.Files.MakeDirectoryAsync("a", Cancellation);
            await sandbox.Files.WriteAsync("a/b", new MemoryStream([0, 255]), cancellationToken: Cancellation);
            await using var content = await sandbox.Files.OpenReadAsync("a/b", Cancellation);
            Assert.Equal([0, 255], await ReadAsync(content));
        }

        await _client.Images.RemoveAsync(profile.Image, cancellationToken: Cancellation);
        await _client.Images.RemoveAsync("sdk-base", cancellationToken: Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task ASession_IsSentTo_AndFollowedToItsEnd()
    {
        await using var sandbox = await _sandboxes.CreateAsync(new() { Image = "busybox", Network = "none" }, Cancellation);
        await using var session = await sandbox.OpenSessionAsync(cancellationToken: Cancellation);

        await session.SendAsync("echo first\n", Cancellation);
        Assert.Equal("first\n", (await session.ReadAsync(waitSeconds: 30, Cancellation))[0].Text);
        Assert.Equal(SessionInfo.Running, (await session.GetInfoAsync(Cancellation)).State);
        await session.SendAsync("echo last; exit 3\n", Cancellation);

        var all = await session.FollowAsync(Cancellation).Select(chunk => chunk.Text).ToListAsync(Cancellation);
        Assert.EndsWith("last\n", string.Concat(all), StringComparison.Ordinal);
        Assert.Equal(3, (await session.GetInfoAsync(Cancellation)).ExitCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task WhatIsRun_IsOnRecord_AlsoAfterTheSandbox()
    {
        using var directory = new HostDirectory();
        var project = Project.Init(directory.Path, "sdk-project");
        await using (var sandbox = await _sandboxes.CreateAsync(new() { Image = "busybox", Network = "none", Project = project.Name, Name = "sdk-recorded" }, Cancellation))
        {
            using var log = project.HistoryOf(sandbox.Name).Begin(RunRecord.Detached, ["echo", "a"])!;
            var process = await sandbox.StartAsync(new SandboxRun(["echo", "a"]), Cancellation);
            foreach (var chunk in await process.ReadAsync(waitSeconds: 30, Cancellation))
            {
                log.Append(chunk.Data.Span);
            }

            log.End((await process.WaitAsync(Cancellation)).ExitCode);
            Assert.Equal([sandbox.Name], (await _sandboxes.ListAsync(project.Name, Cancellation)).Select(info => info.Name));
        }

        var history = Project.Get(directory.Path).HistoryOf(Assert.Single(project.RecordedSandboxes));
        Assert.Equal(0, Assert.Single(history.Read()).ExitCode);
        await using var output = history.OpenLog();
        Assert.Equal("a\n", Encoding.UTF8.GetString(await ReadAsync(output)));
    }

    [Fact(Timeout = 300_000)]
    public async Task APool_HasOneReady_AndLeavesNone()
    {
        const string Project = "sdk-pool";
        await using (var pool = new SandboxPool(_sandboxes, new() { Image = "busybox", Network = "none", Project = Project }, size: 1))
        {
            while (pool.ReadyCount == 0)
            {
                await Task.Delay(50, Cancellation);
            }

            await using var taken = await pool.TakeAsync(Cancellation);
            Assert.True((await taken.RunAsync("true", cancellationToken: Cancellation)).Ok);
        }

        Assert.Empty(await _sandboxes.ListAsync(Project, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _sandboxes.DisposeAsync();
        _client.Dispose();
    }

    private static async Task<byte[]> ReadAsync(Stream content)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }
}
