using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>What one has at one's desk beside containers.</summary>
[Collection(nameof(SharedVm))]
public sealed class ToolsTests(RunningVm vm)
{
    [Fact(Timeout = 60_000)]
    public async Task AShell_OnATerminal_HasItsSizeAndItsExitCode_AndPutsItBack()
    {
        Requirements.NeedProgram("script"); // of util-linux: a terminal for who has none
        var line = $"stty cols 100 rows 30; '{Requirements.Launcher}' shell; code=$?; stty -a; exit $code";

        var result = await HostCommand.RunAsync(
            "script", ["-qec", line, "/dev/null"], Environment, Encoding.UTF8.GetBytes("stty size\nhostname\nexit 7\n"));

        Assert.True(result.ExitCode == 7, result.ToString());
        Assert.Contains("30 100", result.Output, StringComparison.Ordinal);
        Assert.Contains("pockr\r\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" icanon", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AShell_OnAPipe_RunsAScript()
    {
        var result = await HostCommand.RunAsync(Requirements.Launcher, ["shell"], Environment, Encoding.UTF8.GetBytes("hostname\nexit 7\n"));

        Assert.Equal((7, "pockr\n"), (result.ExitCode, result.Output));
    }

    [Fact(Timeout = 60_000)]
    public async Task TheMachinesLogs_AreThoseOfThisHost_AndThoseInIt()
    {
        Assert.Contains("pockr: ", await vm.Cli.MustAsync("vm", "logs"), StringComparison.Ordinal);
        Assert.Contains("qemu-system", await vm.Cli.MustAsync("vm", "logs", "--qemu"), StringComparison.Ordinal);
        Assert.Contains("looking after QEMU", await vm.Cli.MustAsync("vm", "logs", "--supervisor"), StringComparison.Ordinal);
        Assert.Contains("API listen on /var/run/docker.sock", await vm.Cli.MustAsync("vm", "logs", "--dockerd"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task ADockerContext_IsOneForDocker()
    {
        Requirements.NeedProgram("docker");
        var configuration = Directory.CreateTempSubdirectory("pockr-docker-").FullName;
        Dictionary<string, string> environment = new(Environment) { ["DOCKER_CONFIG"] = configuration };

        var made = await HostCommand.RunAsync(Requirements.Launcher, ["docker-context", "create"], environment);
        Assert.True(made.ExitCode == 0, made.ToString());
        var version = await HostCommand.RunAsync("docker", ["--context", "pockr", "version", "--format", "{{.Server.Os}}"], environment);
        Directory.Delete(configuration, recursive: true);

        Assert.Equal("linux\n", version.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task TheDoctorsBundle_HasTheMachinesOwnLogs_AndNoToken()
    {
        var bundle = Path.Combine(vm.Cli.Home, "bundle.tar.gz");
        var result = await vm.Cli.RunAsync("doctor", "--bundle", bundle);
        Assert.True(File.Exists(bundle), result.ToString());

        var text = await HostCommand.RunAsync("tar", ["-xzOf", bundle]);
        File.Delete(bundle);
        Assert.Contains("API listen on /var/run/docker.sock", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(vm.Token, text.Output, StringComparison.OrdinalIgnoreCase);
    }

    private Dictionary<string, string> Environment => new() { ["POCKR_HOME"] = vm.Cli.Home };
}
