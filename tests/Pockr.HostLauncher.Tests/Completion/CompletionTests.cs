using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Completion;

public sealed class CompletionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("logs ls", "vm", "l")]
    [InlineData("default", "up", "")]
    [InlineData("default", "vm", "rm", "d")]
    [InlineData("default", "--vm", "")]
    [InlineData("gc import ls pull rm verify", "image", "")]
    [InlineData("--power-off", "down", "--p")]
    [InlineData("sleeper web", "logs", "")]
    [InlineData("web", "stop", "sleeper", "w")]
    [InlineData("web", "exec", "w")]
    [InlineData("a:1 b:latest", "rmi", "")]
    [InlineData("b:latest", "tag", "b")]
    [InlineData("data", "volume", "rm", "d")]
    [InlineData("net", "network", "connect", "n")]
    [InlineData("web", "network", "connect", "net", "w")]
    [InlineData("sleeper", "rm", "-f", "s")]
    [InlineData("web", "attach", "w")]
    [InlineData("web", "stats", "w")]
    [InlineData("pause", "pa")]
    [InlineData("--memory --memory-swap --mount", "run", "--m")]
    [InlineData("", "up", "x")]
    [InlineData("", "supervis")]
    [InlineData("", "no", "such", "line", "'")]
    public async Task Words_AreCompleted(string expected, params string[] words)
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(["complete", "--", .. words]));

        Assert.Equal(expected, string.Join(' ', launcher.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order()));
        Assert.Equal("", launcher.Error);
    }

    [Fact]
    public async Task AShellWithoutEmptyWords_SaysSo()
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("complete", "--next", "--", "up"));

        Assert.Equal("default\n", launcher.Out);
    }

    [Fact]
    public async Task ContainersOfAMachineThatIsDown_AreQuietlyNone()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("complete", "--", "logs", ""));

        Assert.Equal("", launcher.Out + launcher.Error);
    }

    [Fact]
    public async Task Bash_AsksTheProgram_WithTheWordsUpToTheCursor()
    {
        Requirements.Need("bash");
        using var place = new TemporaryHome();
        var program = await WriteProgramAsync(place);
        var script = Path.Combine(place.Directory, "completion.bash");
        await File.WriteAllBytesAsync(script, CompletionScript.For("bash", program), Cancellation);

        var result = await RunAsync(
            "bash", "-c", "source \"$0\"; COMP_WORDS=(pockr up '' later); COMP_CWORD=2; _pockr; printf '<%s>' \"${COMPREPLY[@]}\"; complete -p pockr", script);

        Assert.Equal("<complete><--><up><>complete -o default -F _pockr pockr\n", result);
    }

    [Theory]
    [InlineData("bash", "bash", "-n")]
    [InlineData("zsh", "zsh", "-n")]
    [InlineData("fish", "fish", "--no-execute")]
    public async Task EveryScript_IsOneForItsShell(string shell, string program, string option)
    {
        Assert.SkipUnless(IsInstalled(program), $"{program} is not installed.");
        using var place = new TemporaryHome();
        var script = Path.Combine(place.Directory, "completion");
        await File.WriteAllBytesAsync(script, CompletionScript.For(shell, "/opt/it's here/pockr"), Cancellation);

        Assert.Equal("", await RunAsync(program, option, script));
    }

    [Fact]
    public async Task AnUnknownShell_IsRefused()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync("completion", "tcsh"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("completion", "powershell"));
        Assert.Contains("& '/opt/my tools/pockr' complete", launcher.Out, StringComparison.Ordinal);
    }

    private static async Task<Launcher> CreateAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", $"[{Container("web")},{Container("sleeper")}]")
            .On("GET /v1/images", """[{"id":"sha256:1","tags":["a:1","b:latest"],"sizeBytes":1,"createdAt":"2026-01-01T00:00:00Z"}]""")
            .On("GET /v1/volumes", """[{"name":"data","driver":"local","mountpoint":"/m","scope":"local","labels":{},"options":{}}]""")
            .On("GET /v1/networks", """[{"id":"1","name":"net","driver":"bridge","scope":"local","internal":false,"createdAt":"2026-01-01T00:00:00Z","labels":{}}]""");
        return launcher;
    }

    private static string Container(string name) =>
        $$"""{"id":"{{name}}","name":"{{name}}","image":"i","command":"c","state":"running","status":"s","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";

    /// <summary>One that says what it was called with, a line each.</summary>
    private static async Task<string> WriteProgramAsync(TemporaryHome place)
    {
        var program = Path.Combine(place.Directory, "it's a program");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n", Cancellation);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(new ProcessCommand(program, arguments), Cancellation);
        Assert.True(result.Succeeded, result.Error);
        return result.Output + result.Error;
    }

    private static bool IsInstalled(string program) => File.Exists($"/usr/bin/{program}") || File.Exists($"/bin/{program}");
}
