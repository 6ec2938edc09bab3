using System.Globalization;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.EndToEnd.Tests;

/// <summary>Sandboxes as programs use them.</summary>
[Collection(nameof(SharedVm))]
public sealed class SdkSandboxTests(RunningVm vm) : IAsyncLifetime
{
    private PockrClient _client = null!;
    private SandboxesClient _sandboxes = null!;
    private Sandbox _sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = new PockrClient(new Uri(vm.Url), vm.Token);
        _sandboxes = new SandboxesClient(_client);
        _sandbox = await CreateAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task ARun_GivesWhatWasWritten_ToTheByte()
    {
        var result = await _sandbox.RunAsync("printf 'no newline è'; printf '\\377\\000' >&2; exit 3", cancellationToken: Cancellation);

        Assert.Equal((3, false, "no newline è"), (result.ExitCode, result.Ok, result.Stdout));
        Assert.Equal([0xFF, 0x00], result.StderrBytes.ToArray());

        var large = await _sandbox.RunAsync(new SandboxRun(["sh", "-c", "head -c 3000000 /dev/zero; exit 4"], MaxOutputBytes: 1_000_000), Cancellation);
        Assert.Equal((4, 1_000_000, true), (large.ExitCode, large.StdoutBytes.Length, large.Truncated));
    }

    [Fact(Timeout = 300_000)]
    public async Task ARunWhoseTimeIsOver_OrThatIsGivenUp_IsEndedWithItsChildren()
    {
        var late = await _sandbox.RunAsync(new SandboxRun(["sh", "-c", "sleep 6001 & echo begun; sleep 6002"], TimeoutSeconds: 1), Cancellation);
        Assert.Equal((true, false, "begun\n"), (late.TimedOut, late.Ok, late.Stdout));

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var chunk in _sandbox.StreamAsync(new SandboxRun(["sh", "-c", "echo begun; sleep 6003"])).WithCancellation(enough.Token))
            {
                Assert.Equal("begun\n", chunk.Text);
                await enough.CancelAsync();
            }
        });

        await WaitAsync(async () => !(await _sandbox.RunAsync("ps", cancellationToken: Cancellation)).Stdout.Contains("sleep 600", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task AProcess_GoesOnByItself_AndHeedsSignals()
    {
        var process = await _sandbox.StartAsync(new SandboxRun(["sh", "-c", "trap 'echo bye; exit 5' TERM; echo hello; while :; do sleep 0.1; done"]), Cancellation);
        var following = process.FollowAsync(Cancellation).Select(chunk => chunk.Text).ToListAsync(Cancellation).AsTask();
        await WaitAsync(async () => (await process.PeekAsync(Cancellation)).Count > 0);
        Assert.True((await process.GetInfoAsync(Cancellation)).Running);

        await process.SignalAsync(cancellationToken: Cancellation);

        Assert.Equal(5, (await process.WaitAsync(Cancellation)).ExitCode);
        Assert.Equal("hello\nbye\n", string.Concat(await following));
        await process.RemoveAsync(Cancellation);
        Assert.Equal(ProblemCodes.ExecNotFound, (await Assert.ThrowsAsync<ResourceNotFoundException>(() => process.GetInfoAsync(Cancellation))).Code);
    }

    [Fact(Timeout = 300_000)]
    public async Task ASession_KeepsWhatOneCommandLeaves()
    {
        await using var session = await _sandbox.OpenSessionAsync(cancellationToken: Cancellation);

        await session.RunAsync("cd /tmp; x='a  b'", cancellationToken: Cancellation);
        var result = await session.RunAsync("printf \"$PWD $x\"", cancellationToken: Cancellation);

        Assert.Equal((0, "/tmp a  b"), (result.ExitCode, result.Stdout));
    }

    [Fact(Timeout = 300_000)]
    public async Task Files_AreTheUsers_WhateverTheirNames()
    {
        // In busybox there is only root.
        const string Image = "pockr-test-user";
        await vm.Cli.PipeAsync(await Tars.OfAsync(("Dockerfile", "FROM busybox\nUSER 1000:1001\n")), "build", "-t", Image, "-q", "-");
        try
        {
            await using var sandbox = await CreateAsync(Image);
            await UseFilesAsync(sandbox);
        }
        finally
        {
            await vm.Cli.MustAsync("rmi", Image);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task ManyAtOnce_LeaveNothingBehind()
    {
        const string Project = "sdk-many";
        var count = int.Parse(Environment.GetEnvironmentVariable("POCKR_TEST_SANDBOXES") ?? "12", CultureInfo.InvariantCulture);
        var outputs = new List<string>();
        foreach (var batch in Enumerable.Range(0, count).Chunk(4))
        {
            outputs.AddRange(await Task.WhenAll(batch.Select(async number =>
            {
                await using var sandbox = await _sandboxes.CreateAsync(new SandboxOptions { Image = "busybox", Network = "none", Project = Project }, Cancellation);
                return (await sandbox.RunAsync($"echo {number}", cancellationToken: Cancellation)).Stdout;
            })));
        }

        Assert.Equal(Enumerable.Range(0, count).Select(number => $"{number}\n"), outputs);
        Assert.Empty(await _sandboxes.ListAsync(Project, Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task OnesOfAProgramThatIsGone_GoAsWell()
    {
        var client = new PockrClient(new Uri(vm.Url), vm.Token);
        var lost = await new SandboxesClient(client).CreateAsync(new SandboxOptions { Image = "busybox", Network = "none" }, Cancellation);
        var lease = (await client.Containers.InspectAsync(lost.Name, Cancellation)).Labels[Lease.Label];
        client.Dispose(); // as if it had been killed

        using var renewed = await vm.Api.PutAsync($"/v1/leases/{lease}?seconds=1", null, Cancellation);
        renewed.EnsureSuccessStatusCode();
        await WaitAsync(async () => (await _client.Containers.ListAsync(all: true, [("name", lost.Name)], Cancellation)).Count == 0);

        await using (var closed = new SandboxesClient(_client))
        {
            lost = await closed.CreateAsync(new SandboxOptions { Image = "busybox", Network = "none" }, Cancellation);
        }

        Assert.Empty(await _client.Containers.ListAsync(all: true, [("name", lost.Name)], Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task OneThatIsGivenUpWhileItIsMade_IsGone()
    {
        var options = new SandboxOptions { Image = "busybox", Network = "none", Name = "sdk-given-up", EndsWithProgram = false };
        foreach (var action in (string?[])[null, "create", "start"])
        {
            await using (var sandboxes = new SandboxesClient(_client))
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
                using var events = await _client.Events.OpenAsync(new EventOptions { Types = ["container"] }, Cancellation);
                var making = sandboxes.CreateAsync(options, enough.Token);
                await (action is null ? default : events.ReadAsync(Cancellation).FirstAsync(happened => happened.Name == options.Name && happened.Action == action, Cancellation));
                await enough.CancelAsync();
                await TryDisposeAsync(making);
            }

            await WaitAsync(async () => (await _client.Containers.ListAsync(all: true, [("name", options.Name)], Cancellation)).Count == 0);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task APausedOne_StandsStill_AndGoesOn()
    {
        await _sandbox.PauseAsync(Cancellation);
        Assert.Equal("paused", (await _sandbox.GetInfoAsync(Cancellation)).State);
        await _sandbox.UnpauseAsync(Cancellation);

        Assert.True((await _sandbox.RunAsync("true", cancellationToken: Cancellation)).Ok);
        Assert.True((await _sandbox.GetStatsAsync(Cancellation)).MemoryBytes > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _client.Dispose();
    }

    // It may have been quicker.
    private static async Task TryDisposeAsync(Task<Sandbox> making)
    {
        try
        {
            await (await making).DisposeAsync();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task UseFilesAsync(Sandbox sandbox)
    {
        await sandbox.Files.WriteTextAsync("/tmp/a b/$(x); è", "one\n", cancellationToken: Cancellation);

        Assert.Equal("one\n", await sandbox.Files.ReadTextAsync("/tmp/a b/$(x); è", Cancellation));
        var entry = Assert.Single((await sandbox.Files.ListAsync("/tmp/a b", cancellationToken: Cancellation)).Entries);
        Assert.Equal(("$(x); è", 1000L, 1001L), (entry.Name, entry.Uid, entry.Gid));
        Assert.True((await sandbox.RunAsync("echo two >>'/tmp/a b/$(x); è'", cancellationToken: Cancellation)).Ok);

        await CopyAsync(sandbox);
        Assert.Equal(ProblemCodes.FileNotFound, (await Assert.ThrowsAsync<ResourceNotFoundException>(() => sandbox.Files.ReadAsync("/tmp/none", Cancellation))).Code);
        Assert.Equal(SandboxProblems.DirectoryNotMade, (await Assert.ThrowsAsync<PockrException>(() => sandbox.Files.WriteTextAsync("/etc/x/y", "", cancellationToken: Cancellation))).Code);
        await sandbox.Files.RemoveAsync("/tmp/a b", recursive: true, Cancellation);
        Assert.Empty((await sandbox.Files.ListAsync("/tmp", cancellationToken: Cancellation)).Entries);
    }

    // There and back.
    private static async Task CopyAsync(Sandbox sandbox)
    {
        using var here = new HostDirectory();
        Directory.CreateDirectory(Path.Combine(here.Path, "tree/below"));
        await File.WriteAllBytesAsync(Path.Combine(here.Path, "tree/below/è.bin"), [0, 255, 10], Cancellation);

        await sandbox.Files.PushAsync(Path.Combine(here.Path, "tree"), "/tmp", Cancellation);
        Assert.Equal("1000 1001\n", (await sandbox.RunAsync("stat -c '%u %g' /tmp/tree/below/è.bin; ln -s /etc /tmp/tree/out", cancellationToken: Cancellation)).Stdout);
        await sandbox.Files.PullAsync("/tmp/tree", Path.Combine(here.Path, "back"), cancellationToken: Cancellation);

        Assert.Equal([0, 255, 10], await File.ReadAllBytesAsync(Path.Combine(here.Path, "back/below/è.bin"), Cancellation));
        Assert.Equal("/etc", new FileInfo(Path.Combine(here.Path, "back/out")).LinkTarget);
        var failure = await Assert.ThrowsAsync<PockrException>(() => sandbox.Files.PushAsync(Path.Combine(here.Path, "none"), "/tmp", Cancellation));
        Assert.Equal(SandboxProblems.NotCopied, failure.Code);
        await sandbox.Files.RemoveAsync("/tmp/tree", recursive: true, Cancellation);
    }

    private Task<Sandbox> CreateAsync(string image = "busybox") =>
        _sandboxes.CreateAsync(new SandboxOptions { Image = image, Network = "none" }, Cancellation);

    private static async Task WaitAsync(Func<Task<bool>> isSoAsync)
    {
        while (!await isSoAsync())
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}
