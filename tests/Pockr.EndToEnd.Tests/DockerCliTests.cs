using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests;

/// <summary>The real <c>docker</c> command against the machine's dockerd, both ways the agent has for it.</summary>
[Collection(nameof(SharedVm))]
public sealed class DockerCliTests(RunningVm vm) : IAsyncLifetime
{
    private const int FileBytes = 50_000_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-cli-").FullName;
    private readonly string _name = $"docker-cli-{Guid.NewGuid():N}";

    public enum Way
    {
        Http,
        Tunnel,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Requirements.NeedProgram("docker");
        return ValueTask.CompletedTask;
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Way.Http)]
    [InlineData(Way.Tunnel)]
    public async Task Run_GivesOutputInputAndExitCode(Way way)
    {
        await using var docker = await OpenAsync(way);

        Assert.Contains("Server", await docker.MustAsync("version"), StringComparison.Ordinal);
        Assert.Equal("out\n", await docker.MustAsync("run", "--rm", "--network", "none", "busybox", "echo", "out"));

        var piped = await docker.RunWithAsync("in"u8.ToArray(), "run", "--rm", "-i", "--network", "none", "busybox", "cat");
        Assert.True(piped.Output == "in", piped.ToString());

        var failed = await docker.RunAsync("run", "--rm", "--network", "none", "busybox", "sh", "-c", "echo bad >&2; exit 3");
        Assert.Equal((3, "bad\n"), (failed.ExitCode, failed.Error));

        var unknown = await docker.RunAsync("exec", "nobody", "true");
        Assert.Contains("No such container", unknown.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 600_000)]
    [InlineData(Way.Http, 20)]
    [InlineData(Way.Tunnel, 100)]
    public async Task Exec_LosesNoOutputHoweverSoonItsInputEnds(Way way, int times)
    {
        await using var docker = await OpenAsync(way);
        await SleepAsync(docker);
        Assert.Contains(_name, await docker.MustAsync("ps", "--format", "{{.Names}}"), StringComparison.Ordinal);

        for (var time = 0; time < times; time++)
        {
            var hi = await docker.RunAsync("exec", _name, "echo", "hi");
            Assert.True(hi is { ExitCode: 0, Output: "hi\n" }, $"Time {time}: {hi}");
        }
    }

    [Theory(Timeout = 600_000)]
    [InlineData(Way.Http)]
    [InlineData(Way.Tunnel)]
    public async Task Exec_Passes50MegabytesInAndOut(Way way)
    {
        await using var docker = await OpenAsync(way);
        await SleepAsync(docker);
        var bytes = RandomNumberGenerator.GetBytes(FileBytes);

        var echoed = await docker.RunWithAsync(bytes, "exec", "-i", _name, "cat");

        Assert.True(echoed.ExitCode == 0, echoed.Error);
        Assert.Equal(Sha256(bytes), Sha256(echoed.OutputBytes));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Way.Http)]
    [InlineData(Way.Tunnel)]
    public async Task Cp_TakesFilesInAndOut(Way way)
    {
        await using var docker = await OpenAsync(way);
        await SleepAsync(docker);
        var sent = Path.Combine(_directory, "sent");
        var received = Path.Combine(_directory, "received");
        await File.WriteAllBytesAsync(sent, RandomNumberGenerator.GetBytes(3_000_000), Cancellation);

        await docker.MustAsync("cp", sent, $"{_name}:/file");
        await docker.MustAsync("cp", $"{_name}:/file", received);

        Assert.Equal(Sha256(await File.ReadAllBytesAsync(sent, Cancellation)), Sha256(await File.ReadAllBytesAsync(received, Cancellation)));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Way.Http)]
    [InlineData(Way.Tunnel)]
    public async Task LogsAndEvents_ComeAsTheyHappen(Way way)
    {
        await using var docker = await OpenAsync(way);
        var since = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var events = docker.Start("events", "--since", since, "--filter", $"container={_name}", "--format", "{{.Action}}");
        await docker.MustAsync(
            "run", "-d", "--name", _name, "--network", "none", "busybox", "sh", "-c", "trap 'echo two; exit' TERM; echo one; sleep 600 & wait");
        using var logs = docker.Start("logs", "-f", _name);

        Assert.Equal("one", await logs.StandardOutput.ReadLineAsync(Cancellation));
        Assert.Equal("create", await events.StandardOutput.ReadLineAsync(Cancellation));
        await docker.MustAsync("kill", "--signal", "TERM", _name);
        Assert.Equal("two\n", await logs.StandardOutput.ReadToEndAsync(Cancellation));
        while (await events.StandardOutput.ReadLineAsync(Cancellation) is { } action && action != "die")
        {
        }

        events.Kill();
        await events.WaitForExitAsync(Cancellation);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Way.Http)]
    [InlineData(Way.Tunnel)]
    public async Task Build_SendsItsDirectory(Way way)
    {
        await using var docker = await OpenAsync(way);
        await File.WriteAllTextAsync(Path.Combine(_directory, "hello"), "hello", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory, "Dockerfile"), "FROM scratch\nCOPY hello /hello\nCMD [\"/hello\"]\n", Cancellation);

        await docker.MustAsync("build", "-t", _name, _directory);

        Assert.Equal("[/hello]\n", await docker.MustAsync("image", "inspect", "--format", "{{.Config.Cmd}}", _name));
        await docker.MustAsync("rmi", _name);
    }

    public async ValueTask DisposeAsync()
    {
        using var _ = await vm.Api.DeleteAsync(new Uri($"/v1/containers/{_name}?force=true", UriKind.Relative));
        Directory.Delete(_directory, recursive: true);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<DockerCli> OpenAsync(Way way) => way == Way.Http ? await DockerCli.OverHttpAsync(vm) : DockerCli.OverTunnel(vm);

    private Task<string> SleepAsync(DockerCli docker) =>
        docker.MustAsync("run", "-d", "--name", _name, "--network", "none", "busybox", "sleep", "600");
}
