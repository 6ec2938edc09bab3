using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary><c>pockr sandbox</c>, projects and profiles: pocketdock's quick start and what goes past it.</summary>
[Collection(nameof(SharedVm))]
public sealed class SandboxTests(RunningVm vm) : IAsyncLifetime
{
    private const int TimedOut = 124;
    private const int LauncherFailed = 125;

    private readonly HostDirectory _project = new();

    private PockrCli Cli => new(vm.Cli.Home, _project.Path);

    public async ValueTask InitializeAsync() => await Cli.MustAsync("init", "--name", "tour");

    [Fact(Timeout = 300_000)]
    public async Task Commands_AreRun_WithTheirOutputTheirExitCodeAndTheirTime()
    {
        Assert.Equal("box\n", await Cli.MustAsync("sandbox", "create", "box", "--image", "busybox"));

        Assert.Equal("a b  c\n", await Cli.MustAsync("sandbox", "run", "box", "echo", "a b  c"));
        var failed = await Cli.RunAsync("sandbox", "run", "box", "sh", "-c", "printf out; printf err >&2; exit 3");
        Assert.Equal((3, "out", "err"), (failed.ExitCode, failed.Output, failed.Error));
        Assert.Equal("42\n", await Cli.MustAsync("sandbox", "run", "--lang", "sh", "box", "echo $((6 * 7))"));
        Assert.Equal("1\n2\n", (await Cli.PipeAsync("echo 1\necho 2\n"u8.ToArray(), "sandbox", "run", "--lang", "sh", "box")).Output);

        var late = await Cli.RunAsync("sandbox", "run", "--timeout", "1", "box", "sh", "-c", "echo begun; sleep 1000 & sleep 1000");
        Assert.Equal((TimedOut, "begun\n"), (late.ExitCode, late.Output));
        Assert.DoesNotContain("1000", await Cli.MustAsync("sandbox", "run", "box", "ps"), StringComparison.Ordinal);

        var much = await Cli.RunAsync("sandbox", "run", "--max-output", "10", "box", "sh", "-c", "yes | head -c 100000; exit 4");
        Assert.Equal((4, 10), (much.ExitCode, much.Output.Length));

        var id = (await Cli.MustAsync("sandbox", "run", "--detach", "box", "sleep", "77")).TrimEnd();
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Contains("sleep 77", await Cli.MustAsync("sandbox", "run", "box", "ps"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Files_GoInAndOut_AlsoWithBlanksInTheirNames()
    {
        await Cli.MustAsync("sandbox", "create", "files", "--image", "busybox");
        var source = _project.Write("in/a b.txt", "text");

        await Cli.MustAsync("sandbox", "push", "files", _project["in"], "/tmp");
        await Cli.MustAsync("sandbox", "push", "files", source, "/tmp/in/c; touch d");
        Assert.Equal("a b.txt\nc; touch d\n", await Cli.MustAsync("sandbox", "run", "files", "ls", "/tmp/in"));

        await Cli.MustAsync("sandbox", "pull", "files", "/tmp/in", _project["out"]);
        Assert.Equal("text", await File.ReadAllTextAsync(_project["out/c; touch d"], TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 300_000)]
    public async Task OneThatIsPersistent_IsStoppedResumedKeptAndBegunAnew()
    {
        await Cli.MustAsync("sandbox", "create", "kept", "--image", "busybox", "--persist");
        await Cli.MustAsync("sandbox", "run", "kept", "sh", "-c", "echo mine >/note");

        await Cli.MustAsync("sandbox", "shutdown", "--yes", "kept");
        Assert.Equal("exited", (string?)(await Cli.JsonAsync("sandbox", "info", "kept"))["sandbox"]!["state"]);
        Assert.Equal(LauncherFailed, (await Cli.RunAsync("sandbox", "run", "kept", "true")).ExitCode);
        await Cli.MustAsync("sandbox", "prune", "--force", "--project", "tour");
        await Cli.MustAsync("sandbox", "resume", "kept");
        Assert.Equal("mine\n", await Cli.MustAsync("sandbox", "run", "kept", "cat", "/note"));

        await Cli.MustAsync("sandbox", "snapshot", "kept", "pockr-test-snapshot");
        await Cli.MustAsync("sandbox", "create", "copy", "--image", "pockr-test-snapshot");
        Assert.Equal("mine\n", await Cli.MustAsync("sandbox", "run", "copy", "cat", "/note"));

        await Cli.MustAsync("sandbox", "reboot", "kept");
        Assert.Equal("mine\n", await Cli.MustAsync("sandbox", "run", "kept", "cat", "/note"));
        await Cli.MustAsync("sandbox", "reboot", "--fresh", "kept");
        Assert.Equal(1, (await Cli.RunAsync("sandbox", "run", "kept", "cat", "/note")).ExitCode);

        Assert.Equal("copy\nkept\n", await Cli.MustAsync("sandbox", "list", "--project", "tour", "--quiet"));
        await Cli.MustAsync("sandbox", "shutdown", "--yes", "--remove", "kept", "copy");
        Assert.Equal("", await Cli.MustAsync("sandbox", "list", "--project", "tour", "--quiet"));
        await Cli.MustAsync("rmi", "pockr-test-snapshot");
    }

    [Fact(Timeout = 300_000)]
    public async Task WhatIsRun_IsOnRecord_AlsoAfterTheSandbox()
    {
        await Cli.MustAsync("sandbox", "create", "logged", "--image", "busybox");
        await Cli.RunAsync("sandbox", "run", "logged", "sh", "-c", "echo first; exit 2");
        await Cli.PipeAsync("echo typed\nexit 5\n"u8.ToArray(), "sandbox", "shell", "logged");

        var history = (await Cli.JsonAsync("sandbox", "history", "logged")).AsArray();
        Assert.Equal([("shell", 5), ("run", 2)], history.Select(run => ((string)run!["type"]!, (int)run["exitCode"]!)));
        Assert.Equal("first\n", await Cli.MustAsync("sandbox", "logs", "logged", (string)history[1]!["id"]!));

        var status = await Cli.JsonAsync("sandbox", "status");
        Assert.Equal(("tour", _project.Path, 1, 0), ((string?)status["project"], (string?)status["root"], (int)status["running"]!, (int)status["stopped"]!));
        await Cli.MustAsync("sandbox", "shutdown", "--yes", "logged");
        Assert.Equal(["logged"], (await Cli.JsonAsync("sandbox", "status"))["gone"]!.AsArray().Select(name => (string?)name));
        Assert.Contains("sh -c 'echo first; exit 2'", await Cli.MustAsync("sandbox", "history"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task APublishedPort_IsOneOfThisHosts()
    {
        await Cli.MustAsync("sandbox", "create", "served", "--image", "busybox", "--port", "80");
        await Cli.MustAsync("sandbox", "run", "--detach", "served", "sh", "-c", "mkdir /www; echo served >/www/index.html; httpd -f -h /www");
        var port = (int)(await Cli.JsonAsync("sandbox", "info", "served"))["sandbox"]!["ports"]![0]!["hostPort"]!;

        var page = await HostCommand.RunAsync("curl", ["-sS", "--retry", "30", "--retry-all-errors", "--retry-delay", "1", $"http://127.0.0.1:{port}/"]);
        Assert.Equal("served\n", page.Output);
    }

    /// <summary>With no registry at hand; Python comes of Debian's packages.</summary>
    [Fact(Timeout = 900_000)]
    public async Task DebiansProfile_IsMadeOfItsPackages_AndRunsCodeAsAUserWithoutANetwork()
    {
        Requirements.NeedProgram("mmdebstrap");
        var built = await Cli.RunAsync("sandbox", "build", "debian");
        if (built.Error.Contains("newuidmap", StringComparison.Ordinal))
        {
            Requirements.Miss($"A Debian cannot be made here. {built}");
        }

        Assert.Equal((0, "pockr/debian\n"), (built.ExitCode, built.Output));

        await Cli.MustAsync("sandbox", "create", "py", "--profile", "debian");
        Assert.Equal("42 sandbox ['lo']\n", await Cli.MustAsync(
            "sandbox", "run", "--lang", "python", "py", "import getpass, os; print(6 * 7, getpass.getuser(), os.listdir('/sys/class/net'))"));

        await Cli.MustAsync("sandbox", "push", "py", _project.Write("main.py", "open('main.py', 'a').write('# edited'); print('ran')"));
        Assert.Equal("ran\n", await Cli.MustAsync("sandbox", "run", "py", "python3", "main.py"));
        var info = await Cli.JsonAsync("sandbox", "info", "py");
        Assert.Equal("debian", (string?)info["sandbox"]!["profile"]);
        Assert.Contains(info["processes"]!.AsArray(), process => ((string)process!["command"]!).Contains("sleep infinity", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        var sandboxes = (await Cli.MustAsync("sandbox", "list", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (sandboxes.Length > 0)
        {
            await Cli.MustAsync(["sandbox", "shutdown", "--yes", "--remove", .. sandboxes]);
        }

        _project.Dispose();
    }
}
